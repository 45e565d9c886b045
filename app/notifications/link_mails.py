"""What mails say whose link shows who reads an address, and what its owner is told when somebody else wanted it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.emails import email_key
from app.accounts.links import account_token, is_for_another
from app.accounts.models import AccountLink, PasswordReset, User
from app.accounts.newcomers.asking import newcomer_token
from app.accounts.newcomers.models import Newcomer
from app.accounts.resetting import reset_token
from app.extensions import db
from app.notifications.mails import Mail
from app.notifications.models import Delivery
from app.translation.speaking import _, speaking
from app.web.addresses import public_address

NOBODY_IN = "If it was not you, do nothing: nobody was let in."


class Words(NamedTuple):
    """What the mail with one kind of link says; the link is `path` and its token."""

    subject: str
    heading: str
    lines: tuple[str, ...]
    path: str
    link_text: str
    reason: str


LINKS = {
    "sign_in": Words(
        "Your link to sign in to Primo",
        "Sign in to Primo",
        ("Someone asked to sign in to your account without a password. The link works once, within 15 minutes.",),
        "sign-in/link",
        "Sign in",
        NOBODY_IN,
    ),
    "confirm": Words(
        "Confirm your address for Primo",
        "Is this your address?",
        ("Confirm it, so that a forgotten password can be replaced and the right person gets your mails.",),
        "confirm",
        "Confirm the address",
        "If you made no account, open the link and say so: that ends it.",
    ),
    "reset": Words(
        "Set a new password for Primo",
        "Set a new password",
        ("Someone asked for a new password for your account.", "The link works once, within an hour."),
        "reset",
        "Set a new password",
        "If it was not you, do nothing: your password stays as it is.",
    ),
    "sign_up": Words(
        "Confirm your address for Primo",
        "Is this your address?",
        ("Confirm it with the password you chose, and your account begins.", "The link works once, within a day."),
        "sign-up",
        "Confirm the address",
        "If you do not know Primo, do nothing: someone typed a wrong address.",
    ),
}


def link_mail(purpose: str, token: str, *, id: uuid.UUID, receiver: str, name: str) -> Mail:
    """Return the mail with this link, in the language that is spoken."""
    said = LINKS[purpose]
    return Mail(
        id=id,
        receiver=receiver,
        receiver_name=name,
        subject=_(said.subject),
        heading=_(said.heading),
        lines=tuple(_(line) for line in said.lines),
        link=f"{public_address()}/{said.path}/{token}",
        link_text=_(said.link_text),
        reason=_(said.reason),
    )


def write_reset(delivery: Delivery, now: datetime) -> Mail | str:
    reset = db.session.scalar(select(PasswordReset).where(PasswordReset.id == delivery.reset_id))
    if reset is None or reset.used_at or reset.expires_at <= now or reset.user.disabled_at:
        return "The link was used, or has run out."
    return link_mail("reset", reset_token(reset), id=delivery.id, receiver=delivery.address, name=reset.user.name)


def write_link(delivery: Delivery, user: User, facts: dict[str, str], now: datetime) -> Mail | str:
    link = db.session.get(AccountLink, uuid.UUID(facts["link"]))
    if link is None or link.used_at or link.expires_at <= now or (link.purpose == "sign_in" and is_for_another(link)):
        return "The link was used, or has run out."
    owner = db.session.scalar(select(User).where(User.email_key == email_key(link.email), User.id != user.id))
    if owner is not None:
        return write_taken(delivery, owner)
    return link_mail(link.purpose, account_token(link), id=delivery.id, receiver=delivery.address, name=user.name)


def write_welcome(newcomer: Newcomer) -> Mail | str:
    """Return what this address is told: only who reads it learns whether it has an account."""
    owner = db.session.scalar(select(User).where(User.email_key == newcomer.email_key))
    if owner is not None:
        return write_known(newcomer, owner)
    with speaking(newcomer.language):
        token = newcomer_token(newcomer)
        return link_mail("sign_up", token, id=newcomer.id, receiver=newcomer.email, name=newcomer.name)


def write_known(newcomer: Newcomer, owner: User) -> Mail | str:
    """Say to who has an account that somebody wanted to make one with their address."""
    with speaking(owner.language):
        forgotten = f"{public_address()}/forgot-password"
        return owners_mail(
            newcomer.id,
            owner,
            _("You have an account already"),
            _("Someone tried to make an account with your address. There is one, so none was made."),
            _("If it was you, sign in. If you forgot the password, set a new one: {link}", link=forgotten),
        )


def write_taken(delivery: Delivery, owner: User) -> Mail | str:
    """Say to whose address it is that another account wanted it; nobody else is told that it is theirs."""
    with speaking(owner.language):
        return owners_mail(
            delivery.id,
            owner,
            _("Someone wanted to use your address"),
            _("Another account asked for it. It is yours, so nothing was changed."),
            _("If you have two accounts: delete the one with this address first, or give it another one."),
        )


def owners_mail(id: uuid.UUID, owner: User, subject: str, *lines: str) -> Mail | str:
    if owner.disabled_at:
        return "The account is disabled."
    return Mail(
        id=id,
        receiver=owner.email,
        receiver_name=owner.name,
        subject=subject,
        heading=subject,
        lines=lines,
        link=f"{public_address()}/sign-in",
        link_text=_("Sign in"),
        reason=_(NOBODY_IN),
    )
