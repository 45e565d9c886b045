"""A typed line as a task: what its words say, as far as the task can keep it, and why some of them stay its title."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.dates import Due
from app.extensions import db
from app.projects.labels import MOST_LABELS, create_label
from app.projects.models import Project
from app.repeats.kept import Kept
from app.repeats.occurrences import first_day
from app.tasks.fields import read_changes
from app.tasks.names import read_names, writer_of
from app.tasks.queries import get_project
from app.texts import one_line
from app.translation.speaking import _
from app.words.names import Name, Names
from app.words.protecting import Span
from app.words.quick_add import read_line
from app.words.reading import Reading, Refusal
from app.workspaces.directory import read_directory
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

MOST_READINGS = 4
ONE_PROJECT = "A subtask is in the project of its task."
OWN_INBOX = "Only you see your Inbox. Name a project as well to assign it."
NOT_SEEN = "They do not see this project. Add them to it first."
TOO_MANY_LABELS = "A workspace has at most {most} labels. Delete one first."


@dataclass(slots=True)
class Understood:
    """A line as it was read; `refusals` are all words that were meant as something and stay in the title."""

    reading: Reading
    project: Project
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def title(self) -> str:
        return one_line(self.reading.title)

    @property
    def says_more(self) -> bool:
        """Whether anything but a title was understood, or refused."""
        return bool(self.refusals) or self.has_words

    @property
    def has_words(self) -> bool:
        """Whether anything but a title was understood."""
        return any(piece.kind not in ("", "quote") for piece in self.reading.pieces)


class LineReader:
    """Reads the lines that one person sends at one moment, and makes the labels they name.

    `chosen` names the kinds of words that are not read, since they were said in another way, and why.
    """

    def __init__(
        self, viewer: Viewer, at: datetime, names: Names | None = None, chosen: Mapping[str, str] | None = None
    ) -> None:
        self.viewer, self.writer, self.names = viewer, writer_of(viewer, at), names or read_names(viewer)
        self.made: dict[str, uuid.UUID] = {one.name.casefold(): one.id for one in self.names.labels}
        self.without = chosen or {}
        self.projects: dict[uuid.UUID, Project] = {}

    def read(self, text: str, home: Project, *, is_subtask: bool = False, plain: Sequence[Span] = ()) -> Understood:
        """Read a line that is typed in `home`; what the task could not keep is read again as plain words."""
        spans, refusals = list(plain), list[Refusal]()
        for _turn in range(MOST_READINGS):
            reading = read_line(text, self.writer, self.names, spans)
            project = home if is_subtask else self.project_of(reading, home)
            unfit = list(self.unfit(reading, project, is_subtask=is_subtask))
            refusals += [*unfit, *reading.refusals]
            if not unfit:
                return Understood(reading, project, sorted(refusals, key=lambda one: one.start))
            spans += [(one.start, one.end) for one in (*unfit, *reading.refusals)]
        return Understood(read_line(text, self.writer, self.names, [(0, len(text))]), home, refusals)

    def project_of(self, reading: Reading, home: Project) -> Project:
        named = reading.project
        if named is None or named.id == home.id:
            return home
        if named.id not in self.projects:
            self.projects[named.id] = get_project(self.viewer, named.also[0], to="task.create")
        return self.projects[named.id]

    def unfit(self, reading: Reading, project: Project, *, is_subtask: bool) -> Iterator[Refusal]:
        """Yield what the grammar understands and the task cannot keep."""
        room = MOST_LABELS - len(self.made)
        fresh = [one.name for one in reading.labels if one.name.casefold() not in self.made and one.id is None]
        others = {one.name for one in reading.people if one.id != self.viewer.member_id}
        people = {one.id: one for one in read_directory(self.viewer).people.values()}
        known = [(one.name, people[one.id]) for one in reading.people if one.id in people]
        hidden = {name for name, person in known if not admits(project, person.id, person.role)}
        for piece in reading.pieces:
            reason = self.without.get(piece.kind, "")
            if piece.kind == "project" and reading.project and is_subtask and reading.project.id != project.id:
                reason = ONE_PROJECT
            elif piece.kind == "person" and project.is_inbox and piece.meaning in others:
                reason = OWN_INBOX
            elif piece.kind == "person" and piece.meaning in hidden:
                reason = NOT_SEEN
            elif piece.kind == "label" and piece.meaning in fresh[max(0, room) :]:
                reason = _(TOO_MANY_LABELS, most=MOST_LABELS)
            if reason:
                yield Refusal(piece.start, piece.end, reason)

    def values_of(self, understood: Understood, home: Project, defaults: dict[str, Any]) -> dict[str, Any]:
        """Return clean values for the task: what the words say goes before what the place brings. Raises Invalid."""
        reading = understood.reading
        values = {**defaults, **read_changes(raw_of(reading))}
        if understood.project.id != home.id:
            values.pop("section_id", None)
        repeat, due = self.when_of(reading, defaults.get("due"))
        if repeat:
            values["repeat"] = repeat
        if due:
            values["due"] = due
        if reading.start:
            values["start_on"] = reading.start
        if reading.people:
            values["assignees"] = [one.id for one in reading.people]
        if reading.reminders:
            values["reminders"] = reading.reminders
        if reading.labels:
            values["labels"] = list(dict.fromkeys(self.label_id(one) for one in reading.labels))
        return values

    def when_of(self, reading: Reading, default: Due | None) -> tuple[Kept | None, Due | None]:
        """Return the repeat and the due date that are said, in a place that brings this due date."""
        return self.repeat_of(reading, default) if reading.repeat else (None, on_the_day(reading, default))

    def repeat_of(self, reading: Reading, default: Due | None) -> tuple[Kept, Due]:
        """Return the repeat and its first day; typed without a day it begins on the day of the place."""
        assert reading.repeat is not None
        assert reading.due is not None
        kept = Kept(reading.repeat, reading.due.zone or self.writer.zone.key, reading.repeat.start)
        if default and not reading.says_day and reading.repeat.start == first_day(kept.rule, self.writer.today):
            kept = kept.begun_on(default.date) or kept
        return kept, replace(reading.due, date=kept.slot)

    def label_id(self, named: Name) -> uuid.UUID:
        """Return the label's id; one that is not there yet is made."""
        if named.id is not None:
            return uuid.UUID(str(named.id))
        name = one_line(named.name)
        if name.casefold() not in self.made:
            self.made[name.casefold()] = create_label(name, by=self.viewer).id
            db.session.flush()
        return self.made[name.casefold()]


def raw_of(reading: Reading) -> dict[str, str]:
    raw = {"title": reading.title, "description": reading.description, "priority": reading.priority or ""}
    return {name: value for name, value in raw.items() if value or name == "title"}


def on_the_day(reading: Reading, default: Due | None) -> Due | None:
    """Return the due date; a time alone belongs to the day of the place where it was typed."""
    due = reading.due
    if due and default and not reading.says_day:
        return replace(due, date=default.date)
    return due
