"""The labels of the workspace."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.errors import Invalid
from app.extensions import db
from app.projects.labels import change_label, create_label, delete_label, get_label, list_labels
from app.projects.routes import bp
from app.translation.speaking import _
from app.web.responses import answer_pieces, is_partial, piece, redirect_to


@bp.get("/<workspace>/settings/labels")
def show_labels() -> str:
    g.nav = "settings"
    return render_template("labels/index.html", **labels_context())


@bp.post("/<workspace>/settings/labels")
def create_workspace_label() -> Response:
    try:
        create_label(request.form.get("name", ""), by=g.viewer, hue=request.form.get("hue", ""))
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/settings/labels")
    return answer_pieces(piece("#labels", render_template("labels/_labels.html", **labels_context())))


@bp.get("/<workspace>/settings/labels/<uuid:id>")
def show_label(id: uuid.UUID) -> str:
    g.nav = "settings"
    label = get_label(g.viewer, id)
    return render_template("labels/edit.html", label=label, values={"name": label.name, "hue": label.hue}, errors={})


@bp.post("/<workspace>/settings/labels/<uuid:id>")
def edit_label(id: uuid.UUID) -> Response:
    label, form = get_label(g.viewer, id), request.form
    try:
        change_label(label, by=g.viewer, name=form.get("name", label.name), hue=form.get("hue", label.hue))
    except Invalid as fault:
        db.session.rollback()
        g.nav = "settings"
        label = get_label(g.viewer, id)
        return make_response(render_template("labels/edit.html", label=label, values=form, errors=fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/labels")


@bp.get("/<workspace>/settings/labels/<uuid:id>/deletion")
def show_label_deletion(id: uuid.UUID) -> str:
    """Say how many tasks carry the label before it is taken off them."""
    g.nav = "settings"
    get_label(g.viewer, id)
    label = next(one for one in list_labels(g.viewer) if one.id == id)
    return render_template("labels/deletion.html", label=label)


@bp.post("/<workspace>/settings/labels/<uuid:id>/deletion")
def delete_workspace_label(id: uuid.UUID) -> Response:
    label = get_label(g.viewer, id)
    name = label.name
    delete_label(label, by=g.viewer)
    db.session.commit()
    return redirect_to(
        f"{g.viewer.base}/settings/labels", toast=_("The label “{name}” is deleted", name=name), undo=True
    )


def refuse(fault: Invalid) -> Response:
    """Show the labels again with the message at the form's field, and what was typed."""
    db.session.rollback()
    g.nav = "settings"
    context = labels_context() | {"typed": request.form, "errors": fault.errors}
    if is_partial():
        return answer_pieces(piece("#labels", render_template("labels/_labels.html", **context)), status=422)
    return make_response(render_template("labels/index.html", **context), 422)


def labels_context() -> dict[str, object]:
    return {"labels": list_labels(g.viewer), "typed": {}, "errors": {}}
