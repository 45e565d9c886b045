"""The pages of who looks after the instance; for anybody else they are not there."""

from flask import Blueprint

bp = Blueprint("instance", __name__, url_prefix="/admin")

from app.instance.routes import entry, log, people, state, workspaces  # noqa: E402, F401 - they add routes to bp
