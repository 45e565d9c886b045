"""Saving what narrows an open list, changing it, and deleting it; its page is a place like any other."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import MultiDict

from app.errors import Invalid
from app.extensions import db
from app.filters.saving import change_filter, create_filter, delete_filter, get_filter
from app.tasks.filters import read_filters
from app.tasks.naming import keep_names
from app.tasks.queries import get_project
from app.translation.speaking import _
from app.web.responses import redirect_to

bp = Blueprint("filters", __name__)


@bp.post("/<workspace>/filters")
def create() -> Response:
    form = request.form
    saved = create_filter(form.get("name", ""), read_query(), is_shared=form.get("shared") == "yes", by=g.viewer)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/filters/{saved.slug}", toast=_("“{name}” is saved", name=saved.name))


@bp.post("/<workspace>/filters/<slug>")
def edit(slug: str) -> Response:
    """Change the name, whether it is shared, or the conditions: what the form has."""
    saved = get_filter(g.viewer, slug, to="filter.edit", lock=True)
    form = request.form
    shared = {"yes": True, "no": False}.get(form.get("shared", ""))
    query = read_query() if "query" in form else None
    change_filter(saved, by=g.viewer, name=form.get("name"), query=query, is_shared=shared)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/filters/{saved.slug}", toast="Saved")


@bp.post("/<workspace>/filters/<slug>/removal")
def delete(slug: str) -> Response:
    """Delete the filter; its tasks stay where they are."""
    saved = get_filter(g.viewer, slug, to="filter.edit", lock=True)
    delete_filter(saved, by=g.viewer)
    db.session.commit()
    return redirect_to(
        f"{g.viewer.base}/tasks", toast=_("The filter “{name}” is deleted. Its tasks stay.", name=saved.name), undo=True
    )


def read_query() -> str:
    """Return the conditions of the form as they are kept: only what means something, names by their ids."""
    given = MultiDict(parse_qsl(request.form.get("query", "").removeprefix("?")))
    filters = read_filters(given)
    if filters.mistake:
        raise Invalid({"filter": [f"{filters.mistake.reason} {filters.mistake.possible}"]})
    pairs = replace(filters, tree=keep_names(g.viewer, filters.tree)).pairs()
    if key := request.form.get("project"):
        project = get_project(g.viewer, key, to="project.view")
        pairs.append(("project", str(project.id)))
    return urlencode(pairs)
