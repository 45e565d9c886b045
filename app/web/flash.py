"""One sentence carried over a redirect, so that a plain form also says what it did and offers the way back."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode

from flask import Flask, Response, g, request

from app.texts import read_uuid
from app.web.cookies import flash_cookie, set_flash_cookie
from app.web.toasts import Offer, Toast, Typed, last_change, toast_for

LONGEST = 300


def init_flash(app: Flask) -> None:
    app.after_request(forget_shown)


def carry(response: Response, text: str, offer: Offer = False, typed: Typed | None = None) -> Response:
    """Show `text` on the next page; with `offer` also the button that takes back what was just committed.

    With `typed` there is one more, which keeps the whole line as text; a long line is not carried.
    """
    kept = {"text": text[:LONGEST]}
    if typed and len(typed.line) <= LONGEST:
        kept |= {"line": typed.line, "keep": typed.address}
    if offer and (change_id := last_change()):
        kept["redo" if offer == "Redo" else "undo"] = change_id.hex
    set_flash_cookie(response, urlencode(kept))
    return response


def take_toasts() -> list[Toast]:
    """Return what the page before this one wanted said, and say it only once."""
    kept = parse_qs(flash_cookie(request))
    g.flash_shown = bool(kept)
    if "text" not in kept:
        return []
    text = kept["text"][0][:LONGEST]
    if "redo" in kept:
        return [toast_for(text, "Redo", read_uuid(kept["redo"][0]))]
    toast = toast_for(text, "undo" in kept, read_uuid(kept["undo"][0]) if "undo" in kept else None)
    if "line" in kept and re.match(r"/\w", kept.get("keep", [""])[0]):
        toast = toast._replace(typed=Typed(kept["keep"][0], kept["line"][0]))
    return [toast]


def forget_shown(response: Response) -> Response:
    if g.get("flash_shown") and response.mimetype == "text/html":
        set_flash_cookie(response, "")
    return response
