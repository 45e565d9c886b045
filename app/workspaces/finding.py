"""Which workspace somebody lands in."""

from __future__ import annotations

from sqlalchemy import text

from app.extensions import db
from app.workspaces.viewer import Account

LANDING = text("""
select w.slug from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = :user and m.removed_at is null and w.deleted_at is null
 order by w.id = :home desc, m.joined_at, w.id limit 1""")


def home_of(account: Account) -> str:
    """Return the path of the account's own workspace, else of one it is in, else of making one."""
    slug = db.session.scalar(LANDING, {"user": account.user_id, "home": account.home_workspace_id})
    return f"/{slug}/" if slug else "/workspaces/new"
