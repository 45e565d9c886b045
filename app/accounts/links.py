"""Links by mail that stand for an address: one signs in without a password, one confirms the address."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update

from app.accounts.claiming import claim
from app.accounts.emails import email_key
from app.accounts.models import AccountLink, User
from app.accounts.notices import mail_account
from app.accounts.sent_mails import has_room
from app.accounts.tokens import hash_token, link_token, read_link_token
from app.audit.writing import audit
from app.database import new_id
from app.errors import NotFound
from app.extensions import db

LIVES = {"sign_in": timedelta(minutes=15), "confirm": timedelta(days=3)}
MOST_PER_HOUR = 5
HOUR = timedelta(hours=1)
TAG = re.compile(r"\+[^@]*(?=@)")


def mail_link(user: User, purpose: str, *, at: datetime, email: str = "") -> None:
    """Queue the mail with a new link of this purpose; nothing happens for somebody who got several already.

    A link that confirms another `email` than the account's makes it the account's (see `changing_address.py`). Of these
    an address gets only so many, whoever asks; there is a link all the same, so that nothing tells.
    """
    if is_flooded(user, purpose, at=at):
        return
    link = AccountLink(
        id=new_id(),
        user_id=user.id,
        purpose=purpose,
        email=email or user.email,
        created_at=at,
        expires_at=at + LIVES[purpose],
    )
    link.token_hash = hash_token(account_token(link))
    db.session.add(link)
    if email_key(link.email) == user.email_key or may_be_asked(link.email, at=at):
        mail_account(user, purpose, at=at, address=link.email, link=str(link.id))


def is_for_another(link: AccountLink) -> bool:
    """Say whether this link is about an address that is not yet the account's."""
    return email_key(link.email) != link.user.email_key


def may_be_asked(email: str, *, at: datetime) -> bool:
    """Count one more mail to an address that is not the account's, unless it got enough of them within the hour.

    What stands behind a plus in its name is left out: it is the same letter box with most.
    """
    return has_room(f"confirm {TAG.sub('', email_key(email))}", most=MOST_PER_HOUR, within=HOUR, at=at)


def is_flooded(user: User, purpose: str, *, at: datetime) -> bool:
    recent = select(func.count()).where(
        AccountLink.user_id == user.id, AccountLink.purpose == purpose, AccountLink.created_at > at - HOUR
    )
    return (db.session.scalar(recent) or 0) >= MOST_PER_HOUR


def account_token(link: AccountLink) -> str:
    return link_token(link.purpose, link.id)


def get_link(token: str, purpose: str, *, at: datetime, lock: bool = False) -> AccountLink:
    """Return the open link of this purpose; NotFound whether it is spent, too old, of a former address or never was."""
    query = (
        select(AccountLink)
        .join(AccountLink.user)
        .where(
            AccountLink.id == read_link_token(purpose, token),
            AccountLink.purpose == purpose,
            AccountLink.token_hash == hash_token(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > at,
            or_(AccountLink.purpose == "confirm", AccountLink.email == User.email),
            User.disabled_at.is_(None),
        )
    )
    link = db.session.scalar(query.with_for_update(of=AccountLink) if lock else query)
    if link is None:
        raise NotFound
    return link


def spend_link(link: AccountLink, *, at: datetime) -> User:
    """End every link like this one: whoever opened it reads the address, which is thereby confirmed.

    Whoever comes in by it is alone there, if the address was not confirmed before (see `claiming.py`).
    """
    db.session.execute(
        update(AccountLink)
        .where(AccountLink.user_id == link.user_id, AccountLink.purpose == link.purpose, AccountLink.used_at.is_(None))
        .values(used_at=at)
    )
    user = link.user
    if link.purpose == "sign_in" and claim(user, at=at):
        spend_all_links(user, at=at)  # whoever was here before may have asked for another address
    if user.email_confirmed_at is None:
        audit("account.confirmed", by=user)
    user.email_confirmed_at = user.email_confirmed_at or at
    return user


def spend_all_links(user: User, *, at: datetime) -> None:
    """End every open link of this person, whatever it is for."""
    db.session.execute(
        update(AccountLink).where(AccountLink.user_id == user.id, AccountLink.used_at.is_(None)).values(used_at=at)
    )
