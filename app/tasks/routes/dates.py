"""What a date field asks while one types in it, and the small calendar beside it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, jsonify, render_template, request

from app.database import utcnow
from app.dates import Due
from app.errors import Invalid
from app.tasks.date_words import read_day_words, read_due_words
from app.tasks.days.spans import read_span, span_around
from app.tasks.models import Task
from app.tasks.names import writer_of
from app.tasks.routes import bp
from app.web.clock import now
from app.wording import say_written

DAY_FIELDS = {"due": "due_date", "start": "start_on"}
"""The fields of a task that are dates, and the form's field for a day of each."""


@bp.get("/<workspace>/dates/reading")
def read_date_words() -> Response:
    """Say what the words of a date field mean, or why they mean nothing; it changes nothing."""
    words, writer = request.args.get("words", ""), writer_of(g.viewer, utcnow())
    try:
        if request.args.get("kind") == "start":
            day = read_day_words(words, writer)
            due = Due(day) if day else None
        else:
            due = read_due_words(words, writer)
    except Invalid as fault:
        return jsonify(understood=False, text=fault.message)
    return jsonify(understood=True, text=say_written(due, g.viewer.today(now())) if due else "")


@bp.get("/<workspace>/dates/month")
def show_month() -> str:
    """Show a month to choose a day from."""
    return render_template("tasks/_month.html", **month_context(None, f"{g.viewer.base}/dates/month?"), day_field="day")


def month_context(chosen: date | None, months: str) -> dict[str, Any]:
    """Return the month that the address names, else that of the chosen day, else this one."""
    today = g.viewer.today(now())
    asked = read_span(request.values.get("month", ""), "", g.viewer.sunday_first)
    span = asked or span_around("month", chosen or today, g.viewer.sunday_first)
    return {"span": span, "chosen": chosen, "today": today, "months": months}


def dating(field: str, tasks: list[Task], back: str) -> dict[str, Any]:
    """Return what the picker of a date shows: the month of the tasks' common day."""
    days = {day_of(field, task) for task in tasks}
    query = urlencode({"ref": ",".join(task.ref for task in tasks), "next": back})
    months = f"{g.viewer.base}/tasks/pick/{field}?{query}&"
    return month_context(days.pop() if len(days) == 1 else None, months) | {"day_field": DAY_FIELDS[field]}


def day_of(field: str, task: Task) -> date | None:
    return task.start_on if field == "start" else task.due.day_in(g.viewer.zone) if task.due else None
