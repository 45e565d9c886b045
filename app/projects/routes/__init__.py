"""The pages and actions of projects, their sections, and the labels: each route loads, calls one verb, renders."""

from flask import Blueprint

bp = Blueprint("projects", __name__)

from app.projects.routes import index, labels, limits, places, sections, settings  # noqa: E402, F401 - they add routes
