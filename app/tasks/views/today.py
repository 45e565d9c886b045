"""Today, a page of its own: the viewer's day over all projects."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from app.tasks.days.ring import ring_strokes
from app.tasks.days.today import Today, read_today
from app.tasks.filters import Filters
from app.tasks.keeping import own_key
from app.tasks.places import Place
from app.tasks.views.alone import PageView
from app.tasks.views.view import Shown
from app.web.cache import cached
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer


class TodayView(PageView):
    name, title, icon = "today", "Today", "sun"

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        ends: list[datetime | None] = []

        def make() -> str:
            day = read_today(viewer, read_directory(viewer, fresh=fresh), now=now())
            ends.append(day.true_until)
            return render_template("days/_today.html", **day_context(viewer, day))

        if fresh:
            return Markup(make())  # noqa: S704 - rendered by our own template
        text, g.true_until = cached(own_key("today", viewer), make, until=lambda: ends[0])
        return Markup(text)  # noqa: S704 - rendered by our own template

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return a row that was closed where it stands, and the ring; a task that is open may stand elsewhere now."""
        day = read_today(page.viewer, read_directory(page.viewer, fresh=True), now=now())
        closed = [row for row in day.done.rows if row.id in ids]
        context = day_context(page.viewer, day)
        if len(closed) < len(ids):
            return piece("#today", render_template("days/_today.html", **context))
        rows = "".join(
            piece(f"#task-{row.ref}", render_template("days/_rows.html", rows=[row], base=page.viewer.base))
            for row in closed
        )
        return rows + piece("#glance", render_template("days/_glance.html", **context))


def day_context(viewer: Viewer, day: Today) -> dict[str, Any]:
    return {"day": day, "strokes": ring_strokes(day.done.total, day.count), "base": viewer.base}
