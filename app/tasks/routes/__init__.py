"""The pages and actions of tasks: each route loads, calls one verb, commits and renders."""

from flask import Blueprint

bp = Blueprint("tasks", __name__)

from app.tasks.routes import board, bulk, creation, days, moves, page, places, states, trash, views  # noqa: E402, F401
