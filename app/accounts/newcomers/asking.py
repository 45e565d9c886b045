"""Asking for an account: the same is done, and said, whether or not the address has one."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from app.accounts.emails import email_key
from app.accounts.models import User
from app.accounts.newcomers.models import Newcomer
from app.accounts.passwords import hash_password
from app.accounts.sign_up import Wish, make_account, read_wish
from app.accounts.tokens import hash_token, link_token
from app.database import new_id
from app.extensions import db
from app.translation.speaking import language

LIFE = timedelta(days=1)
HOUR = timedelta(hours=1)
MOST_PER_HOUR = 5
LONGEST_URL = 500


def asks_to_confirm() -> bool:
    """Say whether addresses are confirmed before there is an account; the first one comes in without."""
    return bool(current_app.config["SETTINGS"].confirm_email)


def begin_sign_up(
    name: str, email: str, password: str, *, time_zone: str = "", theme: str = "", url: str = "", at: datetime
) -> User | None:
    """Return the new account, or None where a mail has to be answered first; Invalid or Forbidden as `sign_up`."""
    confirms = asks_to_confirm()
    wish = read_wish(name, email, password, time_zone=time_zone, theme=theme, tells_taken=not confirms)
    password_hash = hash_password(wish.password)
    if confirms and not wish.is_first:
        wait_for_mail(wish, password_hash, url=url, at=at)
        return None
    return make_account(wish, password_hash, way="door", language=language(), at=at)


def wait_for_mail(wish: Wish, password_hash: str, *, url: str, at: datetime) -> None:
    """Keep what was typed until the link in the mail is used; nobody is looked up, so all take the same time.

    An address that got several mails within the hour gets no more.
    """
    if is_flooded(wish.email, at=at):
        return
    newcomer = Newcomer(
        id=new_id(),
        name=wish.name,
        email=wish.email,
        email_key=email_key(wish.email),
        password_hash=password_hash,
        time_zone=wish.time_zone,
        language=language(),
        theme=wish.theme,
        url=url if len(url) <= LONGEST_URL else "",
        created_at=at,
        expires_at=at + LIFE,
        mail_at=at,
    )
    newcomer.token_hash = hash_token(newcomer_token(newcomer))
    db.session.add(newcomer)


def is_flooded(email: str, *, at: datetime) -> bool:
    recent = select(func.count()).where(Newcomer.email_key == email_key(email), Newcomer.created_at > at - HOUR)
    return (db.session.scalar(recent) or 0) >= MOST_PER_HOUR


def newcomer_token(newcomer: Newcomer) -> str:
    return link_token("sign-up", newcomer.id)
