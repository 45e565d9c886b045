"""Files on tasks: sent, fetched, deleted. Who may see the task is asked each time."""

from __future__ import annotations

import uuid
from urllib.parse import quote

import structlog
from flask import Blueprint, Response, g, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.attachments.adding import MB, Upload, add_files, file_limit, refuse_past_quota, store_upload
from app.attachments.breaker import AWAY
from app.attachments.handing_over import NOT_REACHED, hand_over
from app.attachments.listing import get_file
from app.attachments.pictures import KIND
from app.attachments.previewing import want_previews
from app.attachments.removing import delete_file
from app.attachments.store import PREVIEWS, is_set_up, path_of
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db
from app.tasks.page import task_context
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.swaps import FILES, swap_task
from app.translation.speaking import _
from app.web.responses import is_partial, redirect_to

bp = Blueprint("attachments", __name__)
log = structlog.get_logger("primo.files")
MOST_AROUND = 64 * 1024
"""What a form may have around its file."""


@bp.get("/<workspace>/tasks/<ref:ref>/files")
def show_files(ref: TaskRef) -> Response:
    """Send the open task's files anew, once all that was chosen has come."""
    return swap_task(get_task(g.viewer, ref, to="task.view").id, parts=FILES, counts=False)


@bp.post("/<workspace>/tasks/<ref:ref>/files")
def create(ref: TaskRef) -> Response:
    """Attach what the form brings; a script sends one file at a time and reads a refusal as plain words."""
    task = get_task(g.viewer, ref, to="file.create")
    id, address = task.id, f"{g.viewer.base}/tasks/{task.ref}"
    try:
        refuse_past_quota(g.viewer, request.content_length or 0)
        db.session.rollback()  # nothing stays open while the files come in
        uploads = read_uploads()
        files = add_files(get_task(g.viewer, id, to="file.create", lock=True), uploads, by=g.viewer, at=utcnow())
    except Invalid as fault:
        return answer_invalid(ref, fault)
    db.session.commit()
    want_previews(files)
    if is_partial():
        return make_response("", 204)
    return redirect_to(address, toast=_("Attached."), undo=True)


def read_uploads() -> list[Upload]:
    """Put what was sent into the store; a body past the limit is refused before it is read."""
    if not is_set_up():
        raise Invalid({"file": ["This Primo is not set up to keep files. Ask whoever runs it."]})
    request.max_content_length = file_limit() + MOST_AROUND
    try:
        sent = [one for one in request.files.getlist("file") if one.filename]
    except RequestEntityTooLarge:
        words = _("This is too large. Send at most {most} MB at once.", most=file_limit() // MB)
        raise Invalid({"file": [words]}) from None
    if not sent:
        raise Invalid({"file": ["Choose a file first."]})
    try:
        return [store_upload(g.viewer, one.filename or "", one.stream) for one in sent]
    except AWAY as error:
        log.error("store away", error=str(error)[:300])
        raise Invalid({"file": [NOT_REACHED]}) from None


@bp.get("/<workspace>/tasks/<ref:ref>/files/<uuid:id>")
def fetch(ref: TaskRef, id: uuid.UUID) -> Response:
    """Hand the file over as it came, to be saved and never to be shown."""
    file = get_file(g.viewer, get_task(g.viewer, ref, to="task.view"), id)
    named = f"attachment; filename=\"file\"; filename*=UTF-8''{quote(file.name, safe='')}"
    return hand_over(path_of(file.workspace_id, file.store_key), "application/octet-stream", named)


@bp.get("/<workspace>/tasks/<ref:ref>/files/<uuid:id>/picture")
def show_picture(ref: TaskRef, id: uuid.UUID) -> Response:
    """Show a picture in the size asked for, as we have drawn it."""
    file = get_file(g.viewer, get_task(g.viewer, ref, to="task.view"), id)
    size = request.args.get("size", "small")
    if size not in PREVIEWS:
        raise NotFound
    return hand_over(path_of(file.workspace_id, file.store_key, size), KIND, "inline")


@bp.post("/<workspace>/tasks/<ref:ref>/files/<uuid:id>/deletion")
def delete(ref: TaskRef, id: uuid.UUID) -> Response:
    task = get_task(g.viewer, ref, to="file.delete")
    delete_file(get_file(g.viewer, task, id, lock=True), by=g.viewer, at=utcnow())
    db.session.commit()
    return swap_task(task.id, toast="File deleted", undo=True, parts=FILES, counts=False)


def answer_invalid(ref: TaskRef, fault: Invalid) -> Response:
    """Say it at the files of the task's page, or in plain words to the script that sends them."""
    db.session.rollback()
    if is_partial():
        words = make_response(" ".join(one for some in fault.errors.values() for one in some), 422)
        words.mimetype = "text/plain"
        return words
    context = task_context(g.viewer, get_task(g.viewer, ref, to="task.view")) | {"errors": fault.errors}
    return make_response(render_template("tasks/show.html", **context), 422)
