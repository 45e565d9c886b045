"""Which workspace somebody lands in."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.workspaces.models import Workspace
from app.workspaces.viewer import Account


def home_of(account: Account) -> str:
    """Return the path of the account's own workspace."""
    slug = db.session.scalar(select(Workspace.slug).where(Workspace.id == account.home_workspace_id))
    return f"/{slug}/"
