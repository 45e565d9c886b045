"""Links with a password: wrong ones are counted per link and network, and a right one opens it for half a day here."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.accounts.guessing import guess
from app.accounts.passwords import verify_password
from app.accounts.tokens import hash_token
from app.errors import Invalid, TooMany
from app.shares.models import ShareLink

LASTS = 12 * 3600  # seconds
TOO_MANY = "Too many wrong passwords from here. Wait 15 minutes."


def check_password(link: ShareLink, typed: str, *, address: str | None, at: datetime) -> None:
    """Raise Invalid unless this is the link's password; a wrong one is counted and committed before this says so."""
    hash = link.password_hash
    guess(
        f"link {link.id}",
        lambda: verify_password(hash, typed),
        wrong=Invalid({"password": ["This is not the password of this link."]}),
        too_many=TooMany(TOO_MANY),
        address=address,
        at=at,
    )


def is_open(link: ShareLink, word: str) -> bool:
    """Say whether the link asks for no password, or this browser has given it."""
    if link.password_hash is None:
        return True
    try:
        return bool(seal().loads(word, max_age=LASTS) == proof_of(link))
    except BadData:
        return False


def opening_word(link: ShareLink) -> str:
    return seal().dumps(proof_of(link))


def proof_of(link: ShareLink) -> str:
    return hash_token(f"{link.id} {link.password_hash}").hex()[:32]


def seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="primo shared")
