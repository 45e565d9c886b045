"""Whose an account elsewhere is: tied by its owner while signed in, or new with a new account; never by an address."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.door import check_door
from app.accounts.emails import email_key, read_email
from app.accounts.issuers.providers import Provider
from app.accounts.issuers.redeeming import Stranger
from app.accounts.models import User
from app.accounts.passwords import hash_password
from app.accounts.sign_up import NAME_LIMIT
from app.accounts.tokens import new_token
from app.accounts.ways import Identity, Passkey
from app.audit.writing import audit
from app.errors import Forbidden, Invalid, NotFound
from app.extensions import db
from app.texts import one_line
from app.translation.speaking import _
from app.zones import is_zone

LAST_WAY = "This is your only way in. Set a password or add a passkey first."


def find_identity(provider: Provider, subject: str) -> Identity | None:
    query = select(Identity).where(Identity.issuer == provider.issuer, Identity.subject == subject)
    return db.session.scalar(query)


def list_identities(user: User) -> list[Identity]:
    return list(db.session.scalars(select(Identity).where(Identity.user_id == user.id).order_by(Identity.id)))


def tie(user: User, provider: Provider, stranger: Stranger, *, at: datetime) -> Identity:
    """Let the account elsewhere sign this person in; Invalid if it signs in somebody."""
    identity = Identity(
        user_id=user.id,
        issuer=provider.issuer,
        subject=stranger.subject,
        email=stranger.email[:254] if "\0" not in stranger.email else "",
        created_at=at,
        used_at=at,
    )
    db.session.add(identity)
    try:
        db.session.flush()
    except IntegrityError:
        taken = _("This account at {name} already signs someone in.", name=provider.name)
        raise Invalid({"identity": [taken]}) from None
    audit("identity.added", by=user, after={"issuer": identity.issuer, "email": identity.email})
    return identity


def untie(user: User, identity_id: uuid.UUID) -> None:
    """Let the account elsewhere sign nobody in; Invalid if it is the person's only way in."""
    db.session.get_one(User, user.id, with_for_update=True)  # two at once must not leave none
    identity = db.session.scalar(select(Identity).where(Identity.id == identity_id, Identity.user_id == user.id))
    if identity is None:
        raise NotFound
    if count_ways(user) < 2:
        raise Invalid({"identity": [LAST_WAY]})
    db.session.delete(identity)
    audit("identity.removed", by=user, before={"issuer": identity.issuer, "email": identity.email})


def count_ways(user: User) -> int:
    """Count what lets this person in: a password, accounts elsewhere and passkeys."""
    identities = select(func.count()).where(Identity.user_id == user.id).scalar_subquery()
    passkeys = select(func.count()).where(Passkey.user_id == user.id).scalar_subquery()
    return int(user.has_password) + (db.session.scalar(select(identities + passkeys)) or 0)


def sign_up_from(provider: Provider, stranger: Stranger, *, time_zone: str, at: datetime) -> User | None:
    """Return a new account for somebody we do not know, or None if their address has one; the caller gives it a home.

    Forbidden where the door is closed. The issuer must have shown that the address is theirs, or addresses could be
    tried for whether we know them.
    """
    email = read_email(stranger.email)
    try:
        is_admin = check_door(email)
    except Invalid as fault:
        raise Forbidden(fault.message) from None
    user = User(
        name=one_line(stranger.name)[:NAME_LIMIT] or email.partition("@")[0][:NAME_LIMIT],
        email=email,
        email_key=email_key(email),
        email_confirmed_at=at,
        password_hash=hash_password(new_token()),
        has_password=False,
        time_zone=time_zone if is_zone(time_zone) else "UTC",
        is_admin=is_admin,
        created_at=at,
    )
    if db.session.scalar(select(User.id).where(User.email_key == user.email_key)):
        return None
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:
        return None
    audit("account.created", user, by=user, after={"way": provider.key})
    tie(user, provider, stranger, at=at)
    return user
