"""A new password for somebody who knows the old one."""

from __future__ import annotations

from datetime import datetime

from app.accounts.confirming import confirm_password
from app.accounts.links import spend_all_links
from app.accounts.models import User
from app.accounts.passwords import check_new_password, hash_password
from app.accounts.resetting import spend_all_resets
from app.audit.writing import audit
from app.extensions import db


def change_password(user: User, *, current: str, new: str, address: str | None, at: datetime) -> None:
    """Set the new password, or raise Invalid; open reset links end. Who has none yet is not asked for it."""
    if user.has_password:
        confirm_password(user, current, address=address, at=at)
    check_new_password(new, user.name, user.email)
    user.password_hash, user.has_password = hash_password(new), True
    db.session.flush()  # waits for sign-ins with the old password, so that the caller can end them
    spend_all_resets(user, at=at)
    spend_all_links(user, at=at)
    audit("password.changed", by=user)
