"""What mails say whose link shows who reads an address: to sign in, or to confirm it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from app.accounts.emails import email_key
from app.accounts.links import account_token, is_for_another
from app.accounts.models import AccountLink, User
from app.extensions import db
from app.notifications.mails import Mail
from app.notifications.models import Delivery
from app.translation.speaking import _, speaking
from app.web.addresses import public_address

LINKS = {
    "sign_in": (
        "Your link to sign in to Primo",
        "Sign in to Primo",
        "Someone asked to sign in to your account without a password. The link works once, within 15 minutes.",
        "sign-in/link",
        "Sign in",
        "If it was not you, do nothing: nobody was let in.",
    ),
    "confirm": (
        "Confirm your address for Primo",
        "Is this your address?",
        "Confirm it, so that a forgotten password can be replaced and the right person gets your mails.",
        "confirm",
        "Confirm the address",
        "If you made no account, open the link and say so: that ends it.",
    ),
}


def write_link(delivery: Delivery, user: User, facts: dict[str, str], now: datetime) -> Mail | str:
    link = db.session.get(AccountLink, uuid.UUID(facts["link"]))
    if link is None or link.used_at or link.expires_at <= now or (link.purpose == "sign_in" and is_for_another(link)):
        return "The link was used, or has run out."
    owner = db.session.scalar(select(User).where(User.email_key == email_key(link.email), User.id != user.id))
    if owner is not None:
        return write_taken(delivery, owner)
    subject, heading, line, path, text, reason = (_(said) for said in LINKS[link.purpose])
    return Mail(
        id=delivery.id,
        receiver=delivery.address,
        receiver_name=user.name,
        subject=subject,
        heading=heading,
        lines=(line,),
        link=f"{public_address()}/{path}/{account_token(link)}",
        link_text=text,
        reason=reason,
    )


def write_taken(delivery: Delivery, owner: User) -> Mail | str:
    """Say to whose address it is that somebody else wanted it; nobody else is told that it is theirs."""
    if owner.disabled_at:
        return "The account is disabled."
    with speaking(owner.language):
        return Mail(
            id=delivery.id,
            receiver=owner.email,
            receiver_name=owner.name,
            subject=_("Someone wanted to use your address"),
            heading=_("Someone wanted to use your address"),
            lines=(
                _("Another account asked for it. It is yours, so nothing was changed."),
                _("If you have two accounts: delete the one with this address first, or give it another one."),
            ),
            link=f"{public_address()}/sign-in",
            link_text=_("Sign in"),
            reason=_("If it was not you, do nothing: nobody was let in."),
        )
