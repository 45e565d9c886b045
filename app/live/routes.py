"""The stream that tells a browser's pages what changed."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from app.live.streams import Stream
from app.live.taking_over import begun, offering
from app.web.cookies import session_cookie

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
