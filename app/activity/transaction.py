"""What every transaction does last: apply counts, raise the workspace's version once, write the events under it.

Events and the change they tell of commit together, so the event table is the outbox; the version is the last row
that is locked, and `seq` (the version) is therefore in commit order. What was written stays in `session.info["sealed"]`
(versions by workspace, events) for those who tell open pages of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from app.activity.models import Event
from app.activity.record import plain
from app.database import Tenant, in_workspace
from app.errors import NotFound
from app.extensions import db, driver
from app.web.logs import current_request_id

LOCK = "select from workspaces where id = any(%(ids)s) order by id for no key update"
RAISE = "update workspaces set version = version + 1 where id = any(%(ids)s) returning id, version"
WRITTEN = ", ".join(column.name for column in Event.__table__.columns if column.name != "seq")
SEAL = f"""
with raised(workspace, number) as ({RAISE}), written as (
    insert into events ({WRITTEN}, seq)
    select {WRITTEN}, raised.number from raised, jsonb_populate_recordset(null::events, %(events)s))
select workspace, number from raised"""  # noqa: S608 - ours
COUNT = (
    "update projects set open_count = open_count + %(opened)s, closed_count = closed_count + %(closed)s"
    " where workspace_id = %(workspace_id)s and id = %(id)s"
)
KEYS = ("changed_workspaces", "events", "count_changes", "change_id", "undoes", "goes_on", "leaves")


@event.listens_for(Session, "after_flush")
def notice_changes(session: Session, _context: UOWTransaction) -> None:
    """Remember which workspaces' pages this flush makes stale."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Tenant) and row.bumps_version:
            changed_workspaces(session).add(row.workspace_id)


@contextmanager
def savepoint() -> Iterator[None]:
    """Undo the block alone if it raises: its rows, and what it left for the end of the transaction."""
    session = db.session()
    session.flush()
    kept = deepcopy({key: session.info[key] for key in KEYS if key in session.info})
    try:
        with session.begin_nested():
            yield
    except BaseException:
        for key in KEYS:
            session.info.pop(key, None)
        session.info.update(kept)
        raise


def changed_workspaces(session: Session) -> set[uuid.UUID]:
    workspaces: set[uuid.UUID] = session.info.setdefault("changed_workspaces", set())
    return workspaces


@event.listens_for(Session, "before_commit")
def seal(session: Session) -> None:
    """Write counts, versions and events as the last statements of the transaction."""
    if session.in_nested_transaction():
        return
    session.flush()
    write_counts(session)
    events: list[dict[str, Any]] = session.info.pop("events", [])
    workspaces = changed_workspaces(session) | {event["workspace_id"] for event in events}
    versions = write_versions(workspaces, events)
    if events:
        session.info["relay_nudged"] = True
        session.info["last_change"] = events[0]["change_id"]
    session.info["sealed"] = versions, events
    session.info["raised"] = versions if events and all(one["task_id"] for one in events) else {}


def write_versions(workspaces: set[uuid.UUID], events: list[dict[str, Any]]) -> dict[uuid.UUID, int]:
    """Raise the versions of these workspaces, write under them what happened there, and return them.

    Where there are several, they are locked in the order of their ids first, as everybody does.
    """
    if len(workspaces) > 1:
        driver().execute(LOCK, {"ids": list(workspaces)})
    request = {"request_id": current_request_id()}
    happened: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for one in events:
        happened.setdefault(one["workspace_id"], []).append(plain(one | request))
    versions: dict[uuid.UUID, int] = {}
    for id, here in happened.items():
        with in_workspace(id):
            versions |= driver().execute(SEAL, {"ids": [id], "events": Jsonb(here)}).fetchall()
        if id not in versions:
            raise NotFound  # the workspace has been deleted meanwhile, and nothing happened in it
    if quiet := workspaces - happened.keys():
        versions |= driver().execute(RAISE, {"ids": list(quiet)}).fetchall()
    return versions


def write_counts(session: Session) -> None:
    """Add what this transaction changed to the open and closed counts of its projects, in id order."""
    for (workspace_id, project_id), (opened, closed) in sorted(session.info.pop("count_changes", {}).items()):
        if opened or closed:
            counts = {"opened": opened, "closed": closed, "workspace_id": workspace_id, "id": project_id}
            with in_workspace(workspace_id):
                driver().execute(COUNT, counts)
            changed_workspaces(session).add(workspace_id)


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, *_: Any) -> None:
    """Drop what belonged to the transaction that ended."""
    if not session.in_nested_transaction():
        for key in KEYS:
            session.info.pop(key, None)


@event.listens_for(Session, "after_soft_rollback")
def unraise(session: Session, *_: Any) -> None:
    session.info.pop("raised", None)


def raised_by_tasks(workspace_id: uuid.UUID) -> int | None:
    """Return the version to which this request has raised the workspace, if it changed nothing there but tasks."""
    raised: dict[uuid.UUID, int] = db.session.info.get("raised", {})
    return raised.get(workspace_id)


@event.listens_for(Session, "after_commit")
def nudge_relay(session: Session) -> None:
    """Tell the relay at once, best effort; it also looks by itself every few seconds."""
    if session.info.pop("relay_nudged", False):
        from app.activity.nudge import nudge

        nudge()
