"""What stands in somebody's Updates: the newest first, only of tasks they may still see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from html import unescape

import nh3
from sqlalchemy import text, update

from app.database import in_workspace
from app.dates import Due
from app.errors import NotFound
from app.extensions import db
from app.notifications.models import Notification
from app.projects.visibility import seen
from app.walls import INVITED
from app.web.markdown import render_markdown
from app.workspaces.directory import Person, read_directory
from app.workspaces.policy import is_visible
from app.workspaces.viewer import Viewer

PAGE = 50
QUOTED = 160

ROWS = text(f"""
select n.id, n.kind, n.read_at is null, n.created_at, n.actor_id, t.title, p.key || '-' || t.number,
       t.due_on, t.due_time, t.due_at, t.due_tz, left(c.body, :quoted * 2)
  from notifications n
  join tasks t on t.workspace_id = n.workspace_id and t.id = n.task_id
  join projects p on p.workspace_id = n.workspace_id and p.id = t.project_id
   and {seen(me="n.membership_id", workspace=":workspace_id")}
  left join comments c on c.workspace_id = n.workspace_id and c.id = n.comment_id and c.deleted_at is null
 where n.workspace_id = :workspace_id and n.membership_id = :member_id and n.in_app
   and (not :only_new or n.read_at is null) and (cast(:before as uuid) is null or n.id < :before)
 order by n.id desc limit :most""")  # noqa: S608 - ours

INVITATIONS = text("""
select i.workspace_id, i.invited_by, w.name, i.expires_at
  from invitations i
  join workspaces w on w.id = i.workspace_id and w.deleted_at is null
 where i.email_key = :email_key and exists (select from users u where u.email_key = :email_key
       and u.email_confirmed_at is not null) and i.accepted_at is null and i.revoked_at is null and i.expires_at > :now
 order by i.created_at desc limit 20""")
INVITER = text("""
select u.name from memberships m join users u on u.id = m.user_id
 where m.workspace_id = :workspace and m.id = :id and u.disabled_at is null""")


@dataclass(frozen=True, slots=True)
class Update:
    """One thing somebody was told of; `who` did it, and is None where time did."""

    id: uuid.UUID
    kind: str
    is_new: bool
    at: datetime
    who: Person | None
    title: str
    ref: str
    due: Due | None
    quote: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that waits for an answer."""

    workspace: str
    by: str
    until: datetime


def list_updates(
    viewer: Viewer, *, only_new: bool = False, before: uuid.UUID | None = None
) -> tuple[list[Update], uuid.UUID | None]:
    """Return a page of updates, and the id to go on behind if there are more."""
    people = read_directory(viewer).people
    rows = db.session.execute(
        ROWS,
        {
            "workspace_id": viewer.workspace_id,
            "member_id": viewer.member_id,
            "only_new": only_new,
            "before": before,
            "quoted": QUOTED,
            "most": PAGE + 1,
        },
    ).all()
    updates = [
        Update(id, kind, new, at, people.get(actor), title, ref, Due.from_columns(*due), shorten(quote or ""))
        for id, kind, new, at, actor, title, ref, *due, quote in rows[:PAGE]
    ]
    return updates, updates[-1].id if len(rows) > PAGE else None


def shorten(quote: str) -> str:
    """Return the beginning of a comment as one line of plain words."""
    line = " ".join(unescape(nh3.clean(render_markdown(quote), tags=set())).split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"


def list_invitations(email_key: str, now: datetime) -> list[Asked]:
    """Return the open invitations to this address, wherever they lead, once it is known to be its owner's."""
    found = []
    db.session.execute(INVITED, {"email_key": email_key})
    for workspace_id, inviter, name, until in db.session.execute(INVITATIONS, {"email_key": email_key, "now": now}):
        with in_workspace(workspace_id):
            by = db.session.scalar(INVITER, {"workspace": workspace_id, "id": inviter})
        if by is not None:
            found.append(Asked(name, by, until))
    return found


def get_own(viewer: Viewer, id: uuid.UUID) -> Notification:
    """Return the viewer's own notification; another's is not there."""
    note = db.session.get(Notification, (viewer.workspace_id, id))
    if note is None or note.membership_id != viewer.member_id or not is_visible(viewer, note.task.project):
        raise NotFound
    return note


def mark_read(note: Notification, at: datetime) -> None:
    note.read_at = note.read_at or at


def mark_all_read(viewer: Viewer, at: datetime) -> None:
    db.session.execute(
        update(Notification)
        .where(
            Notification.workspace_id == viewer.workspace_id,
            Notification.membership_id == viewer.member_id,
            Notification.read_at.is_(None),
        )
        .values(read_at=at)
        .execution_options(synchronize_session=False)
    )
