"""The stream that tells a browser's pages what changed, and who else is on a task."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template, request

from app.errors import Invalid
from app.live import presence
from app.live.streams import Stream
from app.live.taking_over import begun, offering
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.web.cookies import session_cookie
from app.workspaces.directory import read_directory

bp = Blueprint("live", __name__)


@bp.get("/<workspace>/stream")
def open_stream() -> Response:
    """Begin a stream, or answer 204 where none can be held; the page then asks once in a while."""
    hub = offering()
    if hub is None or not hub.has_room(g.viewer.user_id):
        return Response(status=204)
    is_chunked = request.environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    stream = Stream(hub, g.viewer, session_cookie(request) or "", is_chunked=is_chunked)
    response = Response(begun(stream), mimetype="text/event-stream")
    response.headers |= {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return response


@bp.post("/<workspace>/tasks/<ref:ref>/presence")
def note_presence(ref: TaskRef) -> str:
    """Note that the viewer is on the task's page and answer with the others who are."""
    task = get_task(g.viewer, ref, to="task.view", trashed=True)  # its page is shown, and left, like any other
    state = request.form.get("state", "here")
    if state not in presence.STATES:
        raise Invalid({"state": ["Say “here”, “writing” or “left”."]})
    others = presence.note(g.viewer, task, state)
    people = read_directory(g.viewer).people
    return render_template(
        "live/_here.html",
        people=[people[id] for id in others.here if id in people],
        writing=[people[id] for id in others.writing if id in people],
    )
