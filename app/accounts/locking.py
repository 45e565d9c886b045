"""The account of who asks, kept as it is while something of it is changed."""

from __future__ import annotations

from sqlalchemy import exists, select

from app.accounts.models import Session, User
from app.errors import NotFound
from app.extensions import db
from app.workspaces.viewer import Account


def lock_account(account: Account) -> User:
    """Return the account, which nobody else changes until commit.

    NotFound if it, or the session that asks, was ended since the request came: what ends every way in misses none that
    is being added meanwhile.
    """
    user = db.session.get_one(User, account.user_id, with_for_update=True)
    if user.disabled_at is not None or not db.session.scalar(select(exists().where(Session.id == account.session_id))):
        raise NotFound
    return user
