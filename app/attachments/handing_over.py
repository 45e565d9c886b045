"""Sending what lies in the store: piece by piece, to be saved or shown but never run, and kept by nobody."""

from __future__ import annotations

import structlog
from flask import Response, g
from werkzeug.exceptions import ServiceUnavailable

from app.attachments.breaker import AWAY
from app.attachments.store import open_stored
from app.errors import NotFound
from app.extensions import db
from app.live.downloads import send_long

NOT_REACHED = "The files cannot be reached just now. Try again in a minute."
LOCKED_IN = "default-src 'none'; sandbox"
log = structlog.get_logger("primo.files")


def hand_over(path: str, kind: str, disposition: str) -> Response:
    db.session.rollback()  # nothing stays open while it is sent
    try:
        size, pieces = open_stored(path)
        response = send_long(pieces, size, to=g.account.user_id)
    except FileNotFoundError:
        raise NotFound from None
    except AWAY as error:
        log.error("store away", error=str(error)[:300])
        raise ServiceUnavailable(NOT_REACHED, retry_after=60) from None
    response.mimetype = kind
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = LOCKED_IN
    response.headers["Cache-Control"] = "private, no-store"
    return response
