"""Looking over all workspaces, one at a time: the only place where work is found without a workspace at hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import text

from app.database import in_workspace
from app.extensions import db
from app.workspaces.prologue import enter_workspace

WITH = {
    "events": "select distinct workspace_id from events where relayed_at is null",
    "mails": "select distinct workspace_id from deliveries where state = 'pending' and next_attempt_at <= :until",
    "reminders": "select distinct workspace_id from reminders where next_at <= :until",
    "dates": """
        select id from workspaces w where exists (
            select from tasks t where t.workspace_id = w.id and t.trashed_at is null
               and t.due_sort between :since and :until)""",
    "trash": """
        select id from workspaces w where exists (
            select from tasks t where t.workspace_id = w.id and t.trashed_at < :until)
         or exists (select from projects p where p.workspace_id = w.id and p.trashed_at < :until)""",
}


def workspaces_with(what: str, **instants: datetime) -> list[uuid.UUID]:
    """Return the workspaces that have something of this kind to do."""
    found = list(db.session.execute(text(WITH[what]), instants).scalars())
    db.session.rollback()
    return found


@contextmanager
def inside(workspace_id: uuid.UUID) -> Iterator[None]:
    """Work in one workspace with a session of its own; what was not committed is dropped."""
    db.session.rollback()
    with in_workspace(workspace_id):
        enter_workspace(workspace_id)
        try:
            yield
        finally:
            db.session.remove()
