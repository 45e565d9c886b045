"""Another address for an account: by a link in a mail to it, so that nobody is told whether somebody has it already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.emails import email_key, read_email
from app.accounts.links import mail_link, spend_all_links
from app.accounts.models import AccountLink, User
from app.accounts.notices import notice
from app.accounts.resetting import spend_all_resets
from app.audit.writing import audit
from app.errors import Invalid
from app.extensions import db
from app.web.addresses import sends_mail
from app.workspaces.belonging import tell_workspaces

ANOTHER = "Another account has this address. Use a different one."


def ask_for_address(user: User, typed: str, *, at: datetime) -> str | None:
    """Return the address that a mail went to, or None where it is set already: nothing but its spelling is new.

    Nobody is looked up, so all take the same time, and only the mail tells. Without mails it is set at once, and who
    has it is told by Invalid.
    """
    email = read_email(typed)
    if email_key(email) != user.email_key and sends_mail():
        mail_link(user, "confirm", at=at, email=email)
        return email
    set_address(user, email, at=at)
    return None


def set_address(user: User, email: str, *, at: datetime, is_confirmed: bool = False) -> None:
    """Make it the account's address and tell the former one; open links end. Invalid if another account has it."""
    former = user.email
    if email_key(email) != user.email_key:
        user.email_confirmed_at = at if is_confirmed else None
        spend_all_resets(user, at=at)
        spend_all_links(user, at=at)
        notice(user, "email_changed", at=at, address=former)
    if email != former:
        audit("email.changed", by=user, before={"email": former}, after={"email": email})
        tell_workspaces(user, before={}, after={})
    user.email, user.email_key = email, email_key(email)
    try:
        db.session.flush()
    except IntegrityError:
        raise Invalid({"email": [ANOTHER]}) from None


def find_asked(user: User, *, at: datetime) -> str | None:
    """Return the address that waits for its link to be used, the latest if there are several."""
    query = select(AccountLink.email).where(
        AccountLink.user_id == user.id,
        AccountLink.purpose == "confirm",
        AccountLink.email != user.email,
        AccountLink.used_at.is_(None),
        AccountLink.expires_at > at,
    )
    return db.session.scalar(query.order_by(AccountLink.created_at.desc()).limit(1))
