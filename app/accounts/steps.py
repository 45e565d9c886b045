"""Between the first proof of who somebody is and the second: a sealed word that lasts ten minutes."""

from __future__ import annotations

import uuid

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.accounts.models import User
from app.accounts.tokens import hash_token
from app.extensions import db
from app.web.cookies import STEP_LASTS


def step_token(user: User, url: str) -> str:
    """Return the word that this person gave the first proof and wants to go to `url`."""
    return seal().dumps([str(user.id), proof_of(user), url])


def read_step(token: str) -> tuple[User, str] | None:
    """Return who gave the first proof, and where they want to go; None once it is old or their password changed."""
    try:
        id, proof, url = seal().loads(token, max_age=STEP_LASTS)
    except BadData:
        return None
    user = db.session.get(User, uuid.UUID(id))
    if user is None or user.disabled_at or proof_of(user) != proof:
        return None
    return user, url


def proof_of(user: User) -> str:
    return hash_token(user.password_hash).hex()[:16]


def seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="primo second step")
