"""Sending what lies in the store: piece by piece, to be saved or shown but never run, and kept by nobody."""

from __future__ import annotations

from collections.abc import Iterator

import structlog
from flask import Response, abort

from app.attachments.store import AWAY, read_pieces
from app.errors import NotFound
from app.extensions import db

NOT_REACHED = "The files cannot be reached just now. Try again in a minute."
LOCKED_IN = "default-src 'none'; sandbox"
log = structlog.get_logger("primo.files")


def hand_over(path: str, kind: str, disposition: str) -> Response:
    db.session.rollback()  # nothing stays open while it is sent
    try:
        pieces: Iterator[bytes] = read_pieces(path)
    except FileNotFoundError:
        raise NotFound from None
    except AWAY as error:
        log.error("store away", error=str(error)[:300])
        abort(503, NOT_REACHED)
    response = Response(pieces, mimetype=kind)
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = LOCKED_IN
    response.headers["Cache-Control"] = "private, no-store"
    return response
