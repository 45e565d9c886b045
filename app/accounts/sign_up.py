"""Making an account: a person, a workspace of their own and an Inbox in it, in one transaction."""

from __future__ import annotations

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
from app.texts import one_line
from app.translation.speaking import _, language
from app.zones import is_zone

NAME_LIMIT = 100


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
    is_admin = False
    errors: dict[str, list[str]] = {}
    clean_name = clean_email = ""
    try:
        clean_name = read_name(name)
    except Invalid as fault:
        errors |= fault.errors
    try:
        clean_email = read_email(email)
        is_admin = check_door(clean_email, way)
        if db.session.scalar(select(User.id).where(User.email_key == email_key(clean_email))):
            errors["email"] = [TAKEN]
    except Invalid as fault:
        errors |= fault.errors
    try:
        check_new_password(password, name, email)
    except Invalid as fault:
        errors |= fault.errors
    if errors:
        raise Invalid(errors)
    user = User(
        name=clean_name,
        email=clean_email,
        email_key=email_key(clean_email),
        password_hash=hash_password(password),
        time_zone=time_zone if is_zone(time_zone) else "UTC",
        language=language(),
        theme=theme if theme in THEMES else "system",
        is_admin=is_admin,
        created_at=at,
    )
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:
        raise Invalid({"email": [TAKEN]}) from None
    audit("account.created", user, by=user if way != "host" else None, after={"way": way})
    return user


TAKEN = "There is an account with this address already. Sign in instead."


def read_name(typed: str) -> str:
    name = one_line(typed)
    if not name:
        raise Invalid({"name": ["Write your name, so that others know who you are."]})
    if len(name) > NAME_LIMIT:
        raise Invalid({"name": [_("Use at most {most} characters.", most=NAME_LIMIT)]})
    return name
