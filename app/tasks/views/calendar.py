"""The calendar: a month, or a week with the one after it, and what has no date; entries are dragged from day to day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from app.tasks.days.entries import CalendarDay, Window, days_of, read_entries
from app.tasks.days.spans import Span, read_span, span_around
from app.tasks.filters import Filters
from app.tasks.keeping import place_key
from app.tasks.old_addresses import read_date
from app.tasks.places import Place
from app.tasks.views.view import Shown, View
from app.web.cache import cached
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.directory import read_directory
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer

IN_MONTH, IN_NEXT_WEEK = 3, 4
WEEK = timedelta(days=7)
Days = dict[date | None, CalendarDay]


class CalendarView(View):
    """`month` and `week` say what is shown, `span` which of them is the person's habit, `all` a day shown whole."""

    name, title, icon = "calendar", "Calendar", "calendar-days"
    options = ("month", "week", "span", "all")
    remembered = ("span",)

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        span = span_of(viewer, filters)
        ends: list[datetime | None] = []

        def make() -> str:
            found = read_entries(viewer, place, filters, window_of(span, filters), now=now())
            ends.append(late_until(viewer, found.values()))
            context = calendar_context(viewer, place, filters, span) | {"days": found}
            return render_template("days/_calendar.html", directory=read_directory(viewer, fresh=fresh), **context)

        if fresh:
            return Markup(make())  # noqa: S704 - rendered by our own template
        text, g.true_until = cached(place_key("calendar", viewer, place, filters, span), make, until=lambda: ends[0])
        return Markup(text)  # noqa: S704 - rendered by our own template

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the days that these tasks have left, and those they stand on now."""
        span = span_of(page.viewer, page.filters)
        whole = window_of(span, page.filters)
        touched = days_of(page.viewer, ids)
        days = [day for day in whole.days if touched is None or day in touched]
        window = Window(days, whole.most, whole.whole, whole.undated)
        found = read_entries(page.viewer, page.place, page.filters, window, now=now())
        context = calendar_context(page.viewer, page.place, page.filters, span)
        return "".join(day_pieces(day, one, context) for day, one in found.items())

    def new_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        return self.pieces(page, ids)

    def moved_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        return self.pieces(page, ids)


def day_pieces(day: date | None, one: CalendarDay, context: dict[str, Any]) -> str:
    """Return the list of a day as a whole, because a morph leaves it alone until a drop is over, and its count."""
    entries = render_template("days/_calendar_day.html", day=day, one=one, **context)
    html = piece(f"#rows-{day or 'none'}", entries, "outerHTML")
    if day and context["span"].kind == "week" and context["span"].holds(day):
        html += piece(f"#count-{day}", render_template("days/_calendar_count.html", day=day, one=one))
    return html


def span_of(viewer: Viewer, filters: Filters) -> Span:
    """Return what the URL names, else the month or week of today, as the person had it last."""
    asked = read_span(filters.option("month"), filters.option("week"), viewer.sunday_first)
    habit = "week" if filters.option("span") == "week" else "month"
    return asked or span_around(habit, viewer.today(now()), viewer.sunday_first)


def window_of(span: Span, filters: Filters) -> Window:
    if span.kind == "month":
        chosen = read_date(filters.option("all"))
        return Window(span.days, IN_MONTH, [chosen] if chosen else [], undated=True)
    return Window([*span.days, *(day + WEEK for day in span.days)], IN_NEXT_WEEK, span.days, undated=True)


def late_until(viewer: Viewer, days: Iterable[CalendarDay]) -> datetime | None:
    """Return when the next of the entries becomes late."""
    ends = (one.due.latest(viewer.zone) for day in days for one in day.entries if one.due and one.is_open)
    return min((end for end in ends if end > now()), default=None)


def calendar_context(viewer: Viewer, place: Place, filters: Filters, span: Span) -> dict[str, Any]:
    today = viewer.today(now())
    archived = place.project is not None and place.project.archived_at is not None
    plain = filters.conditions()
    around = today if span.holds(today) else span.first

    def at(one: Span) -> str:
        return plain.with_option(one.kind, one.value).query()

    return {
        "span": span,
        "today": today,
        "filters": filters,
        "place": place,
        "project": place.project,
        "base": viewer.base,
        "path": f"{place.path}/calendar",
        "editable": can(viewer, "task.edit") and not archived,
        "at": {one.value: at(one) for one in (span.before, span.after) if one},
        "now_query": at(span_around(span.kind, today, viewer.sunday_first)),
        "spans": [(kind, at(span_around(kind, around, viewer.sunday_first))) for kind in ("week", "month")],
        "list_query": plain.query() + ("&" if plain.query() else "?"),
        "whole": plain.with_option(span.kind, span.value),
    }
