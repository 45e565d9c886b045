"""Looking over all workspaces, one at a time: the only place where work is found without a workspace at hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from psycopg import Connection

from app.database import in_workspace
from app.extensions import db, driver
from app.walls import SWEEP, TELL

WAITING = {
    "events": "select distinct workspace_id from events where relayed_at is null",
    "mails": "select distinct workspace_id from deliveries where state = 'pending' and next_attempt_at <= %(until)s",
    "reminders": "select distinct workspace_id from reminders where next_at <= %(until)s",
    "exports": "select distinct workspace_id from exports where ended_at is null and lease_until <= %(until)s",
}
"""Asked often, of all workspaces at once: the wall lets sweeps read these rows (see `walls.py`)."""

WITHIN = {
    "dates": """
        select exists (select from tasks where workspace_id = %(workspace)s and trashed_at is null
                          and due_sort between %(since)s and %(until)s)""",
    "trash": """
        select exists (select from tasks where workspace_id = %(workspace)s and trashed_at < %(until)s)
            or exists (select from projects where workspace_id = %(workspace)s and trashed_at < %(until)s)""",
    "files": """
        select exists (select from attachments where workspace_id = %(workspace)s and deleted_at < %(until)s)""",
    "previews": """
        select exists (select from attachments where workspace_id = %(workspace)s and preview = 'wanted'
                          and created_at < %(until)s)""",
    "old exports": """
        select exists (select from exports where workspace_id = %(workspace)s and ended_at < %(until)s)""",
    "archives": """
        select exists (select from exports where workspace_id = %(workspace)s and store_key = any(%(keys)s))""",
    "nobody": """
        select coalesce(bool_and(removed_at is not null and removed_at < %(until)s), false)
          from memberships where workspace_id = %(workspace)s""",
    "old mails": """
        select exists (select from deliveries where workspace_id = %(workspace)s and state <> 'pending'
                          and created_at < %(until)s)""",
}
"""Asked of one workspace after the other, many in one trip."""

TOGETHER = 500
QUIET = ("reminders", "dates")
"""What reaches people, and so waits while a workspace is deleted and can still be brought back."""
DELETED = "select id from workspaces where deleted_at is not null"


def workspaces_with(what: str, **values: datetime | list[str]) -> list[uuid.UUID]:
    """Return the workspaces that have something of this kind to do."""
    db.session.rollback()
    connection = driver()
    if what in WAITING:
        connection.execute(SWEEP)
        found = [id for (id,) in connection.execute(WAITING[what], values)]
    else:
        everywhere = [id for (id,) in connection.execute("select id from workspaces order by id")]
        found = [id for some in batched(everywhere, TOGETHER) for id in ask_each(connection, some, what, values)]
    if what in QUIET:
        deleted = {id for (id,) in connection.execute(DELETED)}
        found = [id for id in found if id not in deleted]
    db.session.remove()
    return found


def ask_each(
    connection: Connection[Any], workspaces: Iterable[uuid.UUID], what: str, values: Mapping[str, object]
) -> Iterator[uuid.UUID]:
    """Yield those of these workspaces that have something to do, each asked behind its own wall."""
    answers = []
    with connection.pipeline():
        for id in workspaces:
            connection.execute(TELL, (str(id), ""))
            answers.append((id, connection.execute(WITHIN[what], {"workspace": id, **values})))
    for id, answer in answers:
        if answer.fetchall()[0][0]:
            yield id


def batched(ids: list[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


@contextmanager
def inside(workspace_id: uuid.UUID) -> Iterator[None]:
    """Work in one workspace with a session of its own; what was not committed is dropped."""
    db.session.rollback()
    with in_workspace(workspace_id):
        try:
            yield
        finally:
            db.session.remove()
