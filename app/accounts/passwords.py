"""Passwords: Argon2id behind a semaphore, 8 to 128 characters, common ones refused offline."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from app.errors import Invalid
from app.translation.speaking import _

SHORTEST, LONGEST = 8, 128
JUDGED = 40  # characters; the time it takes grows with the square of them
KNOWN = 300
AT_ONCE = 2
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
slots = threading.BoundedSemaphore(AT_ONCE)
NOBODY = hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    with slots:
        return hasher.hash(composed(password))


def composed(password: str) -> str:
    """Return the password as all keyboards mean it: some send an accent apart from its letter."""
    return unicodedata.normalize("NFC", password)


def verify_password(hash: str | None, password: str) -> bool:
    """Say whether the password is right; an unknown account (None) takes the same time.

    As it was typed it counts too: that is how it was kept before spellings were composed.
    """
    typed = password[:LONGEST]
    with slots:
        is_right = any(fits(hash or NOBODY, one) for one in dict.fromkeys((composed(typed), typed)))
    return is_right and hash is not None and len(password) <= LONGEST


def fits(hash: str, password: str) -> bool:
    try:
        return hasher.verify(hash, password)
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, *about: str) -> None:
    """Raise Invalid unless the password is long enough, short enough and not one of the first that are guessed.

    `about` are words a guesser knows: the name and the address.
    """
    if len(password) < SHORTEST:
        raise Invalid({"password": [_("Use at least {least} characters.", least=SHORTEST)]})
    if len(password) > LONGEST:
        raise Invalid({"password": [_("Use at most {most} characters.", most=LONGEST)]})
    if "\x00" in password:
        raise Invalid({"password": ["This contains a character that cannot be used."]})
    known = [text[:KNOWN] for text in about]
    if (
        zxcvbn(
            password[:JUDGED],
            user_inputs=[word for text in known for word in (" ".join(text.split()), *text.replace("@", " ").split())],
        )["score"]
        < 2
    ):
        raise Invalid({"password": ["This password is easy to guess. Use a longer one, or a few unrelated words."]})
