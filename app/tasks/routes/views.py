"""Places in their views: one page for all of them, and the later rows of their lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from app.extensions import db
from app.projects.company import list_company
from app.projects.sidebar import Listed
from app.tasks.filters import Filters
from app.tasks.listing import read_listing
from app.tasks.lists import list_context, with_default_group
from app.tasks.places import RULES, get_place, project_place
from app.tasks.routes import bp
from app.tasks.views import LIST, VIEWS, chosen_in, filters_in, get_shown
from app.tasks.views.view import Shown
from app.translation.speaking import _
from app.web.clock import now
from app.web.responses import answer_pieces, is_partial, redirect_to
from app.workspaces.directory import read_directory
from app.workspaces.etags import versioned
from app.workspaces.remembered import VIEW, remember


@versioned
def show_place(**_parts: str) -> str:
    """Show a place in a view: the path says both (see `find_shown`)."""
    return place_page(get_shown(g.viewer, path_parts(), request.args))


@versioned
def show_rows(**_parts: str) -> str:
    """Render the next page of one group of a list: its rows, and the link to the page after."""
    place, _ = get_place(g.viewer, path_parts())
    filters = with_default_group(g.viewer, place, filters_in(g.viewer, place, LIST, request.args), fresh=False)
    directory = read_directory(g.viewer)
    listing = read_listing(g.viewer, filters, directory, now=now(), place=place)
    g.true_until = listing.true_until
    return render_template("tasks/_more.html", **list_context(g.viewer, place, filters, directory, listing))


def save_display(**_parts: str) -> Response:
    """Remember how the one who asks wants this view of this place, and show it so."""
    shown = get_shown(g.viewer, path_parts()[:-1], request.args)
    asked = MultiDict(request.args)
    for name in shown.view.remembered:
        asked.setlist(name, request.form.getlist(name) or [""])
    shown = replace(shown, filters=filters_in(g.viewer, shown.place, shown.view, asked))
    remember(g.viewer, shown.place.key, shown.view.name, chosen_in(shown))
    db.session.commit()
    if not is_partial():
        return redirect_to(shown.url)
    answer = answer_pieces(shown.view.whole(shown))
    answer.headers["HX-Replace-Url"] = shown.url
    return answer


def choose_view(**_parts: str) -> Response:
    """Remember in which view this place opens for the one who asks."""
    place, _ = get_place(g.viewer, path_parts())
    view = next((view for view in VIEWS if view.name == request.form.get("view")), LIST)
    remember(g.viewer, place.key, VIEW, view.name)
    db.session.commit()
    return redirect_to(place.path + view.ending)


for path in RULES:
    bp.add_url_rule(f"/<workspace>/{path}/rows", view_func=show_rows)
    bp.add_url_rule(f"/<workspace>/{path}/view", view_func=choose_view, methods=["POST"])
    for view in VIEWS:
        bp.add_url_rule(f"/<workspace>/{path}{view.ending}/display", view_func=save_display, methods=["POST"])
        bp.add_url_rule(f"/<workspace>/{path}{view.ending}", view_func=show_place)


def path_parts() -> list[str]:
    """Return the segments of the path behind the workspace's."""
    return request.path.split("/")[2:]


def place_page(shown: Shown, **extra: object) -> str:
    """Render the whole page around a view."""
    g.nav = shown.place.nav
    context: dict[str, Any] = {
        "place": shown.place,
        "path": shown.path,
        "project": shown.place.project if shown.place.kind == "project" else None,
        "filters": shown.filters,
        "region": shown.render(),
        "view_tabs": tabs(shown),
        "people": list_company(g.viewer) if shown.place.kind == "project" else [],
        "focus_search": request.args.get("focus") == "q",
    }
    return render_template("tasks/place.html", **context, **extra)


def tabs(shown: Shown) -> list[dict[str, object]]:
    """Return a tab for each view."""
    return [
        {
            "name": view.name,
            "text": _(view.title),
            "icon": view.icon,
            "url": shown.in_view(view),
            "current": view is shown.view,
        }
        for view in VIEWS
    ]


def project_page(project: Listed, **extra: object) -> str:
    """Render a project's list again, with what was typed above it."""
    return place_page(Shown(g.viewer, project_place(g.viewer, project), LIST, Filters()), **extra)
