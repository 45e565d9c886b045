"""How many tasks a column of a project's board is meant to hold: said, not enforced."""

from __future__ import annotations

from app.activity.record import record
from app.errors import Invalid
from app.projects.models import Project
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

LIMITED = ("pending", "in_progress")
MOST = 999


def limit_column(project: Project, column: str, limit: int | None, *, by: Viewer) -> None:
    """Say how many tasks a column is meant to hold; None takes the limit away."""
    if column not in LIMITED:
        raise Invalid({"column": ["Only columns of open tasks can have a limit."]})
    limits = dict(project.limits or {})
    if limits.get(column) == limit:
        return
    limits.pop(column, None)
    project.limits = limits | {column: limit} if limit else limits or None
    record("project.limited", project, by=by)


def read_limit(text: str) -> int | None:
    """Return the limit that was typed; nothing means none."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:6]) <= MOST):
        raise Invalid({"limit": [_("Write a number from 1 to {most}, or nothing for no limit.", most=MOST)]})
    return int(typed[:6])
