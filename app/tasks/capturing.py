"""What somebody typed into the line that makes tasks: one task with what its words say, or one of each line."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.extensions import db
from app.projects.models import Project
from app.tasks.creating import create_task
from app.tasks.models import Task
from app.tasks.pasting import Pasted, create_from_lines
from app.tasks.understanding import LineReader
from app.words.protecting import Span
from app.workspaces.viewer import Viewer


def create_typed(
    project: Project,
    typed: str,
    *,
    by: Viewer,
    at: datetime,
    values: dict[str, Any] | None = None,
    parent: Task | None = None,
    id: uuid.UUID | None = None,
    plain: Sequence[Span] = (),
    chosen: Mapping[str, str] | None = None,
) -> Pasted:
    """Make what was typed, under `parent` if there is one; `plain` spans and what is `chosen` are not read.

    A client's own `id` makes a repeated request harmless; one that stands for another title is not used.
    """
    reader = LineReader(by, at, chosen=chosen)
    if len(typed.strip().splitlines()) > 1:
        return create_from_lines(project, typed, by=by, at=at, parent=parent, values=values, id=id, reader=reader)
    understood = reader.read(typed, project, is_subtask=parent is not None, plain=plain)
    clean = reader.values_of(understood, project, values or {})
    known = db.session.get(Task, {"workspace_id": by.workspace_id, "id": id}) if id else None
    own = None if known is not None and known.title != clean["title"] else id
    task = create_task(understood.project, clean, by=by, at=at, parent=parent, id=own)
    return Pasted([task], [understood])
