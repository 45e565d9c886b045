"""The pages and actions of tasks: each route loads, calls one verb, commits and renders."""

from flask import Blueprint

bp = Blueprint("tasks", __name__)

from app.tasks.routes import (  # noqa: E402
    adding,  # noqa: F401 - each of them adds its routes
    as_text,  # noqa: F401
    board,  # noqa: F401
    building,  # noqa: F401
    bulk,  # noqa: F401
    creation,  # noqa: F401
    dates,  # noqa: F401
    days,  # noqa: F401
    moves,  # noqa: F401
    news,  # noqa: F401
    occurrences,  # noqa: F401
    page,  # noqa: F401
    panel,  # noqa: F401
    places,  # noqa: F401
    reminders,  # noqa: F401
    states,  # noqa: F401
    trash,  # noqa: F401
    views,  # noqa: F401
    words,  # noqa: F401
)
