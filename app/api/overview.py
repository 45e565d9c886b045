"""How the workspace, and the caller's part of it, stands: the figures of the overview page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.insights.queries import Figure, Overview, read_overview
from app.workspaces.viewer import Viewer


def read_figures(viewer: Viewer, *, at: datetime) -> tuple[dict[str, Any], datetime | None]:
    """Return the figures of all tasks the viewer may see, with those assigned to them under `mine`, and their end."""
    everyone, mine = (read_overview(viewer, mine=own, now=at) for own in (False, True))
    return figures_document(everyone) | {"mine": figures_document(mine)}, everyone.true_until


def figures_document(overview: Overview) -> dict[str, Any]:
    """Return one overview; priorities and dates count open tasks only."""
    return {
        "total": sum(counts(overview.statuses).values()),
        "by_status": counts(overview.statuses),
        "by_priority": counts(overview.priorities),
        "overdue": overview.late.count,
        "due_soon": overview.soon.count,
        "completed_this_week": overview.completed.count,
    }


def counts(figures: dict[str, Figure]) -> dict[str, int]:
    return {name: figure.count for name, figure in figures.items()}
