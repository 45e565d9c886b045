"""One trip at the start of every request: who asks, what they may do here, and how new the workspace is.

The statements travel in one pipeline, with BEGIN. The first sets `primo.user`, the second reads it and sets
`primo.workspace` and `primo.member`, the third counts behind the wall that these raise (see `app/walls.py`); each for
this transaction only, and a statement never sets what it reads itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from psycopg import Cursor, OperationalError

from app.accounts.tokens import hash_token
from app.extensions import db, driver
from app.walls import know
from app.workspaces.models import Role
from app.workspaces.viewer import Account, Viewer

WHO = """
select set_config('primo.user', u.id::text, true), u.id, s.id, u.name, u.email, u.time_zone, u.language, u.theme,
       u.single_keys, u.sunday_first, u.date_order, u.home_workspace_id, s.last_seen_at,
       coalesce(s.proved_at, s.created_at), s.has_factor, u.is_admin, s.rights
  from sessions s join users u on u.id = s.user_id
 where s.token_hash = %s and s.kind = any(%s) and s.expires_at > now() and u.disabled_at is null"""

HERE = """
select set_config('primo.workspace', m.workspace_id::text, true), set_config('primo.member', m.id::text, true),
       m.id, m.role, w.id, w.name, w.slug, w.version, m.settings_version, w.factor_required_from
  from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = nullif(current_setting('primo.user', true), '')::uuid and m.removed_at is null
   and w.deleted_at is null and w.{column} = {value}"""

BY_SLUG = HERE.format(column="slug", value="%s")
AT_HOME = HERE.format(
    column="id",
    value="""(
       select home_workspace_id from users where id = nullif(current_setting('primo.user', true), '')::uuid)""",
)

UNREAD = """
select count(*) from notifications
 where workspace_id = nullif(current_setting('primo.workspace', true), '')::uuid
   and membership_id = nullif(current_setting('primo.member', true), '')::uuid and read_at is null"""


def read_prologue(
    token: str,
    *,
    slug: str | None,
    at_home: bool = False,
    kinds: tuple[str, ...] = ("browser",),
) -> tuple[Account | None, Viewer | None]:
    """Return the account behind a session token and, with a slug or `at_home`, the viewer in that workspace."""
    question = Question(token, slug, at_home, kinds)
    try:
        who, *answers = question.send()
    except OperationalError:
        forget_connections()  # the server was restarted since they were made; nothing has been done yet
        who, *answers = question.send()
    row = who.fetchone()
    account = Account(*row[1:]) if row else None
    viewer = viewer_from(account, *answers) if account and answers else None
    know(db.session.connection(), viewer.workspace_id if viewer else None, account.user_id if account else None)
    return account, viewer


class Question(NamedTuple):
    """What the prologue asks, to be sent once more where the first connection had died."""

    token: str
    slug: str | None
    at_home: bool
    kinds: tuple[str, ...]

    def send(self) -> list[Cursor[Any]]:
        """Send the statements and return their results: who, and if a workspace is asked for, where and what is new."""
        connection = driver()
        with connection.pipeline():
            who = connection.execute(WHO, (hash_token(self.token), list(self.kinds)))
            if self.slug is not None:
                return [who, connection.execute(BY_SLUG, (self.slug,)), connection.execute(UNREAD)]
            return [who, connection.execute(AT_HOME), connection.execute(UNREAD)] if self.at_home else [who]


def forget_connections() -> None:
    """Give up every pooled connection; the next one is new."""
    db.session().invalidate()
    db.session.remove()
    db.engine.dispose()


def viewer_from(account: Account, here: Cursor[Any], unread: Cursor[Any]) -> Viewer | None:
    row = here.fetchone()
    if row is None:
        return None
    _, _, member_id, role, workspace_id, name, slug, version, settings_version, factor_from = row
    return Viewer(
        account=account,
        member_id=member_id,
        role=Role(role),
        workspace_id=workspace_id,
        workspace_name=name,
        slug=slug,
        version=version,
        unread=unread.fetchall()[0][0],
        settings_version=settings_version,
        factor_due=None if account.has_factor else factor_from,
    )
