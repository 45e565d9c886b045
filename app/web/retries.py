"""A request that lost a race is run again, whole.

A race is lost to a deadlock, to who took a name or place first, or to a queue: whoever waits for a lock for so long
(`lock_timeout`) gives up the locks it has and joins the queue again.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError

from app.extensions import db
from app.translation.pages import Pages

TRIES = 3
TAKEN = (
    "uq_workspaces_slug",
    "uq_invitations_open",
    "uq_memberships_workspace_id_user_id",
    "pk_tasks",
    "uq_labels_workspace_id_name_key",
    "uq_projects_workspace_id_key",
    "uq_retired_keys_workspace_id_key",
    "uq_saved_filters_workspace_id_slug",
    "uq_tasks_workspace_id_project_id_order_key",
    "uq_projects_workspace_id_order_key",
    "uq_sections_workspace_id_project_id_order_key",
)


class RetryingFlask(Flask):
    """Flask whose views may be run again after a lost race; nothing of a failed try was committed."""

    jinja_environment = Pages

    def dispatch_request(self) -> Any:
        for _ in range(TRIES - 1):
            try:
                return super().dispatch_request()
            except (DBAPIError, pg.Error) as error:
                if not is_lost_race(error):
                    raise
                db.session.rollback()
        return super().dispatch_request()


def is_lost_race(error: DBAPIError | pg.Error) -> bool:
    """Say whether the same may go well now; statements that run on the driver raise its own errors."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, pg.UniqueViolation):
        return cause.diag.constraint_name in TAKEN
    return isinstance(cause, pg.DeadlockDetected | pg.SerializationFailure | pg.LockNotAvailable)
