"""One trip at the start of every request: who asks, what they may do here, and how new the workspace is.

The two statements travel in one pipeline, with BEGIN where something may change. The first sets `primo.user`, the
second reads it and sets `primo.workspace`, each for this transaction only; a statement never sets what it reads itself.
"""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from psycopg import Cursor, OperationalError

from app.accounts.tokens import hash_token
from app.extensions import db, driver
from app.workspaces.models import Role
from app.workspaces.viewer import Account, Viewer

WHO = """
select set_config('primo.user', u.id::text, true), u.id, s.id, u.name, u.email, u.time_zone, u.language, u.theme,
       u.single_keys, u.home_workspace_id, s.last_seen_at, coalesce(s.proved_at, s.created_at), s.has_factor
  from sessions s join users u on u.id = s.user_id
 where s.token_hash = %s and s.kind = any(%s) and s.expires_at > now() and u.disabled_at is null"""

HERE = """
select set_config('primo.workspace', m.workspace_id::text, true), m.id, m.role, w.id, w.name, w.slug, w.version,
       m.settings_version,
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
    token: str,
    *,
    slug: str | None,
    at_home: bool = False,
    kinds: tuple[str, ...] = ("browser",),
    reads_only: bool = False,
) -> tuple[Account | None, Viewer | None]:
    """Return the account behind a session token and, with a slug or `at_home`, the viewer in that workspace.

    With `reads_only` the connection commits each statement by itself: no BEGIN and no ROLLBACK are sent.
    """
    question = Question(token, slug, at_home, kinds, reads_only)
    try:
        who, here = question.send()
    except OperationalError:
        forget_connections()  # the server was restarted since they were made; nothing has been done yet
        who, here = question.send()
    row = who.fetchone()
    account = Account(*row[1:]) if row else None
    place = here.fetchone() if here is not None and account else None
    return account, viewer_from(account, place[1:]) if account and place else None


class Question(NamedTuple):
    """What the prologue asks, to be sent once more where the first connection had died."""

    token: str
    slug: str | None
    at_home: bool
    kinds: tuple[str, ...]
    reads_only: bool

    def send(self) -> tuple[Cursor[Any], Cursor[Any] | None]:
        """Send the statements and return their results; the pipeline is one trip and one transaction."""
        db.session.connection(execution_options={"isolation_level": "AUTOCOMMIT"} if self.reads_only else {})
        connection = driver()
        with connection.pipeline():
            who = connection.execute(WHO, (hash_token(self.token), list(self.kinds)))
            if self.slug is not None:
                return who, connection.execute(BY_SLUG, (self.slug,))
            return who, connection.execute(AT_HOME) if self.at_home else None


def forget_connections() -> None:
    """Give up every pooled connection; the next one is new."""
    db.session().invalidate()
    db.session.remove()
    db.engine.dispose()


def viewer_from(account: Account, row: tuple[Any, ...]) -> Viewer:
    member_id, role, workspace_id, name, slug, version, settings_version, unread = row
    return Viewer(
        account=account,
        member_id=member_id,
        role=Role(role),
        workspace_id=workspace_id,
        workspace_name=name,
        slug=slug,
        version=version,
        unread=unread,
        settings_version=settings_version,
    )


def enter_workspace(workspace_id: uuid.UUID) -> None:
    """Set the workspace of the running transaction where no request does (jobs, commands, sign-up)."""
    driver().execute("select set_config('primo.workspace', %s, true)", (str(workspace_id),))
