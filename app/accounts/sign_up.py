"""Making an account: a person, a workspace of their own and an Inbox in it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.door import Way, check_door
from app.accounts.emails import email_key, read_email
from app.accounts.models import THEMES, User
from app.accounts.passwords import check_new_password, hash_password
from app.audit.writing import audit
from app.errors import Invalid
from app.extensions import db
from app.texts import read_name
from app.translation.speaking import language
from app.zones import is_zone

NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed who wants an account, once it was read; `is_first` if nobody has one yet."""

    name: str
    email: str
    password: str
    time_zone: str
    theme: str
    is_first: bool


def sign_up(
    name: str,
    email: str,
    password: str,
    *,
    at: datetime,
    time_zone: str = "UTC",
    theme: str = "system",
    way: Way = "door",
) -> User:
    """Return the new account; raises Invalid with every fault at its field, Forbidden if the door is closed.

    The caller gives it a workspace. The first account of an instance looks after it.
    """
    wish = read_wish(name, email, password, time_zone=time_zone, theme=theme, way=way)
    return make_account(wish, hash_password(wish.password), way=way, language=language(), at=at)


def read_wish(
    name: str,
    email: str,
    password: str,
    *,
    time_zone: str = "UTC",
    theme: str = "system",
    way: Way = "door",
    tells_taken: bool = True,
) -> Wish:
    """Return what was typed, or raise Invalid with every fault at its field, a taken address if `tells_taken`."""
    is_first = False
    errors: dict[str, list[str]] = {}
    clean_name = clean_email = ""
    try:
        clean_name = read_person_name(name)
    except Invalid as fault:
        errors |= fault.errors
    try:
        clean_email = read_email(email)
        is_first = check_door(clean_email, way)
        if tells_taken and db.session.scalar(select(User.id).where(User.email_key == email_key(clean_email))):
            errors["email"] = [TAKEN]
    except Invalid as fault:
        errors |= fault.errors
    try:
        check_new_password(password, name, email)
    except Invalid as fault:
        errors |= fault.errors
    if errors:
        raise Invalid(errors)
    return Wish(
        clean_name,
        clean_email,
        password,
        time_zone if is_zone(time_zone) else "UTC",
        theme if theme in THEMES else "system",
        is_first,
    )


def make_account(wish: Wish, password_hash: str, *, way: Way, language: str, at: datetime) -> User:
    """Return the account; Taken if somebody has one with this address by now."""
    user = User(
        name=wish.name,
        email=wish.email,
        email_key=email_key(wish.email),
        password_hash=password_hash,
        time_zone=wish.time_zone,
        language=language,
        theme=wish.theme,
        is_admin=wish.is_first,
        created_at=at,
    )
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:
        raise Taken from None
    audit("account.created", user, by=user if way != "host" else None, after={"way": way})
    return user


TAKEN = "There is an account with this address already. Sign in instead."


class Taken(Invalid):
    """Somebody has this address."""

    def __init__(self) -> None:
        super().__init__({"email": [TAKEN]})


def read_person_name(typed: str) -> str:
    return read_name(typed, NAME_LIMIT, missing="Write your name, so that others know who you are.")
