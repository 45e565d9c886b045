"""Pages where one asks for an export, sees how far it is, and fetches it."""

from flask import Blueprint

bp = Blueprint("exports", __name__)

from app.exports.routes import account, workspace  # noqa: E402, F401 - they add routes to bp
