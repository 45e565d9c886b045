"""Using the link of the mail: the account is made by whoever reads the address and knows the password chosen for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from app.accounts.door import check_door
from app.accounts.guessing import guess
from app.accounts.models import User
from app.accounts.newcomers.models import Newcomer
from app.accounts.passwords import verify_password
from app.accounts.sign_up import Taken, Wish, make_account
from app.accounts.tokens import hash_token, read_link_token
from app.errors import Forbidden, Invalid, NotFound
from app.extensions import db

NOT_CHOSEN = "This is not the password that was chosen. If you forgot it, make the account anew."


def get_newcomer(token: str, *, at: datetime, lock: bool = False) -> Newcomer:
    """Return who this link was sent to; NotFound whether it was used, is too old, was overtaken or never was."""
    query = select(Newcomer).where(
        Newcomer.id == read_link_token("sign-up", token),
        Newcomer.token_hash == hash_token(token),
        Newcomer.expires_at > at,
        Newcomer.email_key.not_in(select(User.email_key)),
    )
    newcomer = db.session.scalar(query.with_for_update() if lock else query)
    if newcomer is None:
        raise NotFound
    return newcomer


def confirm_newcomer(newcomer: Newcomer, password: str, *, address: str | None, at: datetime) -> User:
    """Return the account, which the caller gives a home; every other link to this address ends.

    The password is asked for, or somebody could choose one for an address of others and wait for its owner to click.
    """
    guess(
        f"sign-up:{newcomer.id}",
        lambda: verify_password(newcomer.password_hash, password),
        wrong=Invalid({"password": [NOT_CHOSEN]}),
        address=address,
        at=at,
    )
    try:
        is_admin = check_door(newcomer.email)
    except Invalid as fault:
        raise Forbidden(fault.message) from None
    wish = Wish(newcomer.name, newcomer.email, password, newcomer.time_zone, newcomer.theme, is_admin)
    try:
        user = make_account(wish, newcomer.password_hash, way="door", language=newcomer.language, at=at)
    except Taken:
        raise NotFound from None
    user.email_confirmed_at = at
    db.session.execute(delete(Newcomer).where(Newcomer.email_key == user.email_key))
    return user
