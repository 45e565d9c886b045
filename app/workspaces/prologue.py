"""One trip at the start of every request: who asks, what they may do here, and how new the workspace is.

The two statements travel with BEGIN in one pipeline. The first sets `primo.user`, the second reads it and sets
`primo.workspace`, each for this transaction only; a statement never sets what it reads itself.
"""

from __future__ import annotations

import uuid
from typing import Any

from psycopg import Connection

from app.accounts.tokens import hash_token
from app.extensions import db
from app.workspaces.models import Role
from app.workspaces.viewer import Account, Viewer

WHO = """
select set_config('primo.user', u.id::text, true), u.id, s.id, u.name, u.email, u.time_zone, u.language, u.theme,
       u.home_workspace_id, s.last_seen_at
  from sessions s join users u on u.id = s.user_id
 where s.token_hash = %s and s.kind = any(%s) and s.expires_at > now() and u.disabled_at is null"""

HERE = """
select set_config('primo.workspace', m.workspace_id::text, true), m.id, m.role, w.id, w.name, w.slug, w.version,
       (select count(*) from notifications n
         where n.workspace_id = m.workspace_id and n.membership_id = m.id and n.read_at is null)
  from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = nullif(current_setting('primo.user', true), '')::uuid and m.removed_at is null
   and w.{column} = {value}"""

BY_SLUG = HERE.format(column="slug", value="%s")
AT_HOME = HERE.format(
    column="id",
    value="""(
       select home_workspace_id from users where id = nullif(current_setting('primo.user', true), '')::uuid)""",
)


def read_prologue(
    token: str, *, slug: str | None, at_home: bool = False, kinds: tuple[str, ...] = ("browser",)
) -> tuple[Account | None, Viewer | None]:
    """Return the account behind a session token and, with a slug or `at_home`, the viewer in that workspace."""
    connection: Connection[Any] = db.session.connection().connection.driver_connection  # type: ignore[assignment]
    with connection.pipeline():
        who = connection.execute(WHO, (hash_token(token), list(kinds)))
        here = (
            connection.execute(BY_SLUG, (slug,))
            if slug is not None
            else connection.execute(AT_HOME)
            if at_home
            else None
        )
    row = who.fetchone()
    account = Account(*row[1:]) if row else None
    place = here.fetchone() if here is not None and account else None
    return account, viewer_from(account, place[1:]) if account and place else None


def viewer_from(account: Account, row: tuple[Any, ...]) -> Viewer:
    member_id, role, workspace_id, name, slug, version, unread = row
    return Viewer(
        account=account,
        member_id=member_id,
        role=Role(role),
        workspace_id=workspace_id,
        workspace_name=name,
        slug=slug,
        version=version,
        unread=unread,
    )


def enter_workspace(workspace_id: uuid.UUID) -> None:
    """Set the workspace of the running transaction where no request does (jobs, commands, sign-up)."""
    connection: Connection[Any] = db.session.connection().connection.driver_connection  # type: ignore[assignment]
    connection.execute("select set_config('primo.workspace', %s, true)", (str(workspace_id),))
