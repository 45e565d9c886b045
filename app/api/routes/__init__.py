"""The JSON skin over the domain: each call loads, calls one verb, commits and answers."""

from flask import Blueprint

bp = Blueprint("api", __name__, url_prefix="/api")

from app.api.routes import accounts, batch, overview, projects, refusals, tasks  # noqa: E402, F401 - they add routes to bp
