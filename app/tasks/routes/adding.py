"""New tasks from the line above one's own work or a saved filter: in the project it is of, else in one's Inbox."""

from __future__ import annotations

from typing import Any

from flask import Response, g, make_response, request
from werkzeug.datastructures import MultiDict

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.filters.saving import get_filter
from app.projects.models import Project
from app.tasks.capturing import create_typed
from app.tasks.places import Place, my_work, saved_place
from app.tasks.queries import get_inbox, get_project
from app.tasks.routes import bp
from app.tasks.routes.creation import wanted_id
from app.tasks.routes.views import place_page
from app.tasks.swaps import swap_created
from app.tasks.views import LIST, filters_in
from app.tasks.views.view import Shown
from app.web.plain_words import plain_spans
from app.web.responses import is_partial


@bp.post("/<workspace>/my-work/tasks")
def create_for_me() -> Response:
    """Make a task of each line, assigned to the one who adds it."""
    return create_in(my_work(g.viewer), {"assignees": [g.viewer.member_id]})


@bp.post("/<workspace>/filters/<slug>/tasks")
def create_in_filter(slug: str) -> Response:
    """Make a task of each line, as it is; where it does not match the filter, that is said."""
    return create_in(saved_place(g.viewer, get_filter(g.viewer, slug, to="filter.view")), {})


def create_in(place: Place, values: dict[str, Any]) -> Response:
    typed, project = request.form.get("title", ""), home_of(place)
    shown = Shown(g.viewer, place, LIST, filters_in(g.viewer, place, LIST, MultiDict()))
    try:
        made = create_typed(
            project, typed, by=g.viewer, at=utcnow(), values=values, id=wanted_id(), plain=plain_spans()
        )
    except Invalid as fault:
        db.session.rollback()
        if is_partial():
            raise
        return make_response(place_page(shown, typed=typed, error=fault.message), 422)
    db.session.commit()
    if made.refused and not is_partial():
        return make_response(place_page(shown, refused=made.refused), 422)
    return swap_created(project, made, otherwise=place.path, shown=shown)


def home_of(place: Place) -> Project:
    """Return the project in which a task is made that is added in this place."""
    if place.project and place.project.archived_at is None:
        return get_project(g.viewer, place.project.key, to="task.create")
    return get_inbox(g.viewer)
