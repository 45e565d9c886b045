"""WebAuthn challenges, which a passkey has to sign: made here, for one purpose, answered within ten minutes and once.

A challenge carries its time and our seal, so that showing a page writes nothing; only an answer that counted is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.dialects.postgresql import insert

from app.accounts.models import User
from app.accounts.ways import SpentChallenge
from app.errors import Invalid
from app.extensions import db

LASTS = timedelta(minutes=10)
RANDOM, TIME, SEAL = 16, 8, 16  # bytes
NOT_OURS = "This passkey did not work here. Try again, or use another way."
TOO_LATE = "That took too long. Try again."


def make_challenge(purpose: str, *, at: datetime) -> bytes:
    """Return a new challenge; `purpose` is who may answer it for what, such as `use`."""
    made = secrets.token_bytes(RANDOM) + int(at.timestamp()).to_bytes(TIME, "big")
    return made + seal(purpose, made)


def seal(purpose: str, made: bytes) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, b"passkey:" + purpose.encode() + b":" + made, hashlib.sha256).digest()[:SEAL]


def read_challenge(credential: str, purpose: str, *, at: datetime) -> bytes:
    """Return the challenge that this answer is to; Invalid unless we made it for this purpose, lately."""
    from webauthn.helpers import base64url_to_bytes  # only those who use it wait for it

    try:
        told = json.loads(base64url_to_bytes(json.loads(credential)["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(told["challenge"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Invalid({"passkey": [NOT_OURS]}) from None
    made = challenge[: RANDOM + TIME]
    if len(challenge) != RANDOM + TIME + SEAL or not hmac.compare_digest(seal(purpose, made), challenge[len(made) :]):
        raise Invalid({"passkey": [NOT_OURS]})
    if int.from_bytes(made[RANDOM:], "big") < (at - LASTS).timestamp():
        raise Invalid({"passkey": [TOO_LATE]})
    return challenge


def spend_challenge(challenge: bytes, user: User, *, at: datetime) -> None:
    """Let no second answer to this challenge count; Invalid if one did, also one beside this."""
    spent = (
        insert(SpentChallenge)
        .values(challenge_hash=hashlib.sha256(challenge).digest(), user_id=user.id, expires_at=at + LASTS + LASTS)
        .on_conflict_do_nothing()
        .returning(SpentChallenge.user_id)
    )
    if db.session.execute(spent).scalar() is None:
        raise Invalid({"passkey": [TOO_LATE]})
