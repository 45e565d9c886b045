"""What every template may use without being given it: the viewer, the sidebar, what they may do."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, render_template, request
from markupsafe import Markup
from werkzeug.local import LocalProxy

from app.database import new_id
from app.latest import Latest
from app.projects.sidebar import read_sidebar
from app.translation.speaking import language
from app.web.flash import take_toasts
from app.workspaces.policy import can

drawn = Latest[Markup](500)


def init_shell(app: Flask) -> None:
    app.context_processor(shell)
    app.url_defaults(stay_in_workspace)


def shell() -> dict[str, Any]:
    viewer = g.get("viewer")
    is_piece = request.headers.get("HX-Request-Type") == "partial"
    return {
        "viewer": viewer,
        "account": g.get("account"),
        "base": viewer.base if viewer else "",
        "sidebar": LocalProxy(lambda: read_sidebar(viewer)) if viewer else None,  # read where a page shows it
        "toasts": [] if is_piece else take_toasts(),
        "may": lambda action, subject=None: viewer is not None and can(viewer, action, subject),
        "new_id": new_id,
        "request_id": g.get("request_id", ""),
        "nav": g.get("nav", ""),
        "project_options": project_options,
        "draw_sidebar": draw_sidebar,
    }


def draw_sidebar() -> Markup:
    """Return the sidebar, which hangs on nothing but the viewer and the entry that is marked.

    A page, which changes nothing, takes it as a page of the same version has drawn it.
    """

    def draw() -> Markup:
        return Markup(render_template("layouts/_sidebar.html"))  # noqa: S704 - rendered by our own template

    return drawn.get((g.viewer, g.get("nav", ""), language()), draw) if g.get("only_reads") else draw()


def project_options() -> list[tuple[str, str]]:
    """Return the projects a task can go to, the Inbox first."""
    sidebar = read_sidebar(g.viewer)
    return [(one.key, one.name) for one in (*([sidebar.inbox] if sidebar.inbox else []), *sidebar.projects)]


def stay_in_workspace(endpoint: str, values: dict[str, Any]) -> None:
    """Fill in the workspace of links that stay in it."""
    viewer = g.get("viewer")
    if (
        viewer is not None
        and "workspace" not in values
        and current_app.url_map.is_endpoint_expecting(endpoint, "workspace")
    ):
        values["workspace"] = viewer.slug
