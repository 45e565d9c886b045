"""The overview of the workspace, and of what is one's own."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, g, render_template, request
from markupsafe import Markup

from app.insights.queries import read_overview
from app.projects.sidebar import read_sidebar
from app.tasks.keeping import own_key
from app.web.cache import cached
from app.web.clock import now
from app.workspaces.etags import versioned

bp = Blueprint("insights", __name__)


@bp.get("/<workspace>/overview")
@versioned
def show_overview() -> str:
    g.nav = "overview"
    mine = request.args.get("for") == "me"
    return render_template("insights/overview.html", mine=mine, overview=render_overview(mine=mine))


def render_overview(*, mine: bool) -> Markup:
    """Return the figures, rendered once for each version, viewer and day, until the next task becomes late."""
    viewer = g.viewer
    ends: list[datetime | None] = []

    def make() -> str:
        overview = read_overview(viewer, mine=mine, now=now())
        ends.append(overview.true_until)
        sidebar = read_sidebar(viewer)
        projects = [*([sidebar.inbox] if sidebar.inbox else []), *sidebar.projects]
        return render_template("insights/_overview.html", overview=overview, projects=projects, mine=mine)

    text, g.true_until = cached(own_key("overview", viewer, mine), make, until=lambda: ends[0])
    return Markup(text)  # noqa: S704 - rendered by our own template
