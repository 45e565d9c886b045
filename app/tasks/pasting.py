"""Many new tasks from what was pasted; with a reader each line is read for what its words say."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from app.errors import Invalid
from app.extensions import db
from app.ordering import keys_between
from app.projects.models import Project
from app.tasks.creating import check_depth, create_task, last_key, take_numbers
from app.tasks.fields import read_changes
from app.tasks.models import Task
from app.tasks.outline import MOST_LINES, Line, read_outline
from app.tasks.understanding import LineReader, Understood
from app.texts import one_line
from app.translation.speaking import _
from app.workspaces.viewer import Viewer


@dataclass(slots=True)
class Pasted:
    """What became of a paste: the tasks made, how they were read, and the lines that were refused with their reason."""

    tasks: list[Task] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)

    def read(
        self, line: Line, home: Project, values: dict[str, Any], reader: LineReader | None, *, is_subtask: bool
    ) -> tuple[Project, dict[str, Any]]:
        """Return where the line's task belongs and its clean values; without a reader the line is the title."""
        if reader is None:
            return home, values | read_changes({"title": line.text})
        understood = reader.read(line.text, home, is_subtask=is_subtask)
        clean = reader.values_of(understood, home, values)
        self.understood.append(understood)
        return understood.project, clean


def create_from_lines(
    project: Project,
    pasted: str,
    *,
    by: Viewer,
    at: datetime,
    parent: Task | None = None,
    values: dict[str, Any] | None = None,
    id: uuid.UUID | None = None,
    reader: LineReader | None = None,
) -> Pasted:
    """Make a task of every line, deeper lines as subtasks; a line that cannot be taken does not lose the others.

    The first task gets a client's own `id`; the same paste again makes nothing.
    """
    result = Pasted()
    lines = read_outline(pasted)
    count = len(list(every(lines)))
    if not count:
        raise Invalid({"title": ["Write a title."]})
    if id is not None and (known := db.session.get(Task, {"workspace_id": by.workspace_id, "id": id})):
        if known.created_by == by.member_id and is_of_these(known, lines, project, reader):
            return result
        id = None
    first = take_numbers(project, count)
    keys = iter(keys_between(last_key(project), None, count))
    numbers = iter(range(first, first + count))
    ids = chain([id], repeat(None))

    def add(line: Line, under: Task | None) -> None:
        task = under  # where a line is refused, its subtasks are kept, one level higher
        home = under.project if under is not None else project
        try:
            target, clean = result.read(line, home, values or {}, reader, is_subtask=under is not None)
            if under is not None:
                check_depth(under)
            here = target.id == project.id
            key, number, own = next(keys) if here else None, next(numbers) if here else None, next(ids)
            task = create_task(target, clean, by=by, at=at, parent=under, id=own, order_key=key, number=number)
            result.tasks.append(task)
        except Invalid as fault:
            result.refused.append((line.number, line.text[:80], fault.message))
        for child in line.children:
            add(child, task)

    for line in lines:
        add(line, parent)
    if len(pasted.splitlines()) > MOST_LINES:
        result.refused.append(
            (MOST_LINES + 1, "", _("Only the first {most} lines are taken. Paste the rest again.", most=MOST_LINES))
        )
    return result


def is_of_these(task: Task, lines: list[Line], project: Project, reader: LineReader | None) -> bool:
    """Say whether one of the lines has made this task before."""
    texts = (line.text for line in every(lines))
    return any(task.title in (one_line(text), reader.read(text, project).title if reader else "") for text in texts)


def every(lines: list[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from every(line.children)
