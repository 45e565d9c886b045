"""Links to tasks and projects: made by members, followed by anyone who has one."""

from flask import Blueprint

bp = Blueprint("shares", __name__)

from app.shares.routes import making, visiting  # noqa: E402, F401 - they add routes to bp
