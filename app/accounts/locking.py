"""The account of who asks, kept as it is while something of it is changed."""

from __future__ import annotations

from app.accounts.models import User
from app.errors import NotFound
from app.extensions import db
from app.workspaces.viewer import Account


def lock_account(account: Account) -> User:
    """Return the account, which nobody else changes until commit; NotFound if it was ended since the request came."""
    user = db.session.get_one(User, account.user_id, with_for_update=True)
    if user.disabled_at is not None:
        raise NotFound
    return user
