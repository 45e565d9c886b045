"""The log as CSV, guarded against formula injection: a spreadsheet must not compute what somebody called a thing."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

from flask import Response, g

from app.audit.models import AuditEntry
from app.audit.reading import Asked, list_entries
from app.audit.wording import Line, say
from app.database import in_workspace
from app.extensions import db
from app.live.downloads import SHORT, send_long

AT_ONCE = 1000
COLUMNS = ("Time", "Who", "Act", "To whom or what", "Details", "Network", "Kind", "Account")
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
Names = Callable[[Iterable[AuditEntry]], dict[uuid.UUID, str]]


def download(name: str, workspace_id: uuid.UUID | None, asked: Asked, zone: ZoneInfo, names_for: Names) -> Response:
    """Answer with the entries as a file, which is written before any of it is sent: a reader may be slow."""
    file = TemporaryFile()  # noqa: SIM115 - it is read after this has returned
    file.writelines(line.encode() for line in write(in_pieces(workspace_id, asked, zone, names_for)))
    size = file.tell()
    file.seek(0)
    response = send_long(iter(partial(file.read, SHORT), b""), size, to=g.account.user_id)
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def in_pieces(workspace_id: uuid.UUID | None, asked: Asked, zone: ZoneInfo, names_for: Names) -> Iterator[list[Line]]:
    """Yield all that was asked for, some at a time; nothing stays open, or in memory, between."""
    behind = asked.before
    while True:
        here: AbstractContextManager[None] = in_workspace(workspace_id) if workspace_id else nullcontext()
        with here:
            rows, behind = list_entries(workspace_id, replace(asked, before=behind), zone=zone, most=AT_ONCE)
            lines = say(rows, names_for(rows))
            db.session.remove()
        yield lines
        if behind is None:
            return


def write(pieces: Iterable[list[Line]]) -> Iterator[str]:
    yield "\ufeff" + row_of(COLUMNS)  # by this mark spreadsheets take the file for UTF-8
    for lines in pieces:
        for line in lines:
            time = line.at.isoformat(timespec="seconds")
            account = str(line.actor_id or "")
            yield row_of((time, line.actor, line.words, line.subject, line.details, line.network, line.kind, account))


def row_of(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return the text so that no spreadsheet computes it."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
