"""Upcoming, a page of its own: the viewer's weeks to come, day by day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from flask import g, render_template
from markupsafe import Markup

from app.tasks.days.entries import days_of
from app.tasks.days.upcoming import read_upcoming
from app.tasks.filters import Filters
from app.tasks.keeping import own_key
from app.tasks.old_addresses import read_date
from app.tasks.places import Place
from app.tasks.views.alone import PageView
from app.tasks.views.view import Shown
from app.web.cache import cached
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer


class UpcomingView(PageView):
    name, title, icon = "upcoming", "Upcoming", "calendar"
    options = ("from",)

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        first: date | None = read_date(filters.option("from"))
        ends: list[datetime | None] = []

        def make() -> str:
            coming = read_upcoming(viewer, read_directory(viewer, fresh=fresh), now=now(), first=first)
            ends.append(coming.true_until)
            return render_template("days/_upcoming.html", coming=coming, base=viewer.base)

        if fresh:
            return Markup(make())  # noqa: S704 - rendered by our own template
        text, g.true_until = cached(own_key("upcoming", viewer, first), make, until=lambda: ends[0])
        return Markup(text)  # noqa: S704 - rendered by our own template

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the days that these tasks have left, and those they stand on now; all of it where late ones change."""
        touched = days_of(page.viewer, ids)
        directory = read_directory(page.viewer, fresh=True)
        coming = read_upcoming(page.viewer, directory, now=now(), first=read_date(page.filters.option("from")))
        if touched is None or not touched <= coming.days.keys():
            return self.whole(page)
        html = piece("#strip", render_template("days/_strip.html", coming=coming, base=page.viewer.base))
        for day in sorted(touched):
            context = {"date": day, "pile": coming.days[day], "base": page.viewer.base}
            html += piece(f"#day-{day}", render_template("days/_coming_day.html", **context))
        return html

    def new_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        return self.pieces(page, ids)

    def moved_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        return self.pieces(page, ids)
