"""Workspaces: their front door, their settings and people, and how one joins."""

from flask import Blueprint

bp = Blueprint("workspaces", __name__)

from app.workspaces.routes import deletion, home, invitations, joining, members, roles, settings  # noqa: E402, F401 - they add routes to bp
