"""Undo and redo: the events of a change are read backwards and their inverses done, as one change of its own.

Everything goes through the verbs that people use, with the rights of the one who undoes. Where somebody changed a
field since, nothing happens until they have chosen; redo is the undo of the undo.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.activity.models import Event
from app.errors import Conflict, Invalid, NotFound
from app.extensions import db
from app.history.changes import Net, fold, list_events, lock_chain
from app.history.files import find_files
from app.history.filters import find_filters
from app.history.kinds import FOR_EVER, NEEDS
from app.history.projects import find_comments, find_projects
from app.history.reminders import find_reminders
from app.history.sections import find_labels, find_sections
from app.history.subjects import Difference, Gone, Subject, Undoing
from app.history.tasks import find_tasks
from app.workspaces.directory import read_directory
from app.workspaces.policy import require
from app.workspaces.viewer import Viewer

Choice = Literal["", "rest", "anyway"]
FIND: dict[str, Callable[[list[Net], Undoing], dict[uuid.UUID, Subject]]] = {
    "task": find_tasks,
    "comment": find_comments,
    "file": find_files,
    "project": find_projects,
    "section": find_sections,
    "label": find_labels,
    "filter": find_filters,
    "reminder": find_reminders,
}
"""How the subjects of each type are found again; in the order in which rows are locked, tasks before their projects."""


class ChangedSince(Conflict):
    """Something is no longer as the change left it; `change_id` is the one that was to be undone."""

    message = "Somebody changed this since. Nothing was undone."

    def __init__(self, change_id: uuid.UUID) -> None:
        super().__init__()
        self.change_id = change_id


class NothingLeft(Invalid):
    """Somebody has put everything back by hand."""

    message = "There is nothing left of it to undo."


@dataclass(frozen=True, slots=True)
class Plan:
    """What an undo would do to each subject, the one touched last first, and what stands in its way.

    `told` are the events people know: those of the first change, where this is the undo of an undo.
    """

    change_id: uuid.UUID
    told: list[Event]
    redoes: bool
    subjects: list[Subject]
    differences: dict[uuid.UUID, dict[str, Difference]]

    @property
    def is_clean(self) -> bool:
        return not self.differences

    @property
    def can_force(self) -> bool:
        return any(one.can_force for fields in self.differences.values() for one in fields.values())

    @property
    def leaves_something(self) -> bool:
        """Whether anything is left to undo beside what differs."""
        return any(
            subject.net.subject_id not in self.differences or has_more(subject, self.differences)
            for subject in self.subjects
        )


def has_more(subject: Subject, differences: dict[uuid.UUID, dict[str, Difference]]) -> bool:
    """Say whether a subject with differences has other fields that can be put back."""
    found = differences[subject.net.subject_id]
    return not subject.missing() and "task" not in found and bool(set(subject.net.after) - {"version", *found})


def undo_change(viewer: Viewer, change_id: uuid.UUID, *, at: datetime, choice: Choice = "") -> Plan | None:
    """Undo the change, or redo it where it is itself an undo; None if that has happened already.

    `choice` says what to do where somebody changed it since: nothing (raises ChangedSince), undo the rest, or all that
    can be put back anyway.
    """
    chain = lock_chain(viewer, change_id)
    if (len(chain) - 1 - chain.index(change_id)) % 2:
        return None
    plan = make_plan(viewer, chain, at=at)
    if not plan.is_clean and not choice:
        raise ChangedSince(plan.change_id)
    db.session.info["undoes"] = plan.change_id
    for subject in plan.subjects:
        found = plan.differences.get(subject.net.subject_id, {})
        but = {field for field, one in found.items() if choice != "anyway" or not one.can_force}
        if not subject.missing():
            subject.put_back(but)
    db.session.flush()
    if not db.session.info.get("events"):
        raise NothingLeft
    return plan


def make_plan(viewer: Viewer, chain: list[uuid.UUID], *, at: datetime) -> Plan:
    """Return what undoing the last of the chain would do, having asked whether the viewer may; all stays locked."""
    events = list_events(viewer, chain[-1])
    told = events if len(chain) == 1 else list_events(viewer, chain[0])
    for event in events:
        if event.kind not in NEEDS:
            raise Invalid(message=FOR_EVER.get(event.kind, "This cannot be undone."))
    subjects = find_subjects(events, Undoing(viewer, at, read_directory(viewer, fresh=True)))
    for subject in subjects:
        for kind in subject.net.kinds:
            require(viewer, NEEDS[kind], subject.row)
    differences = {subject.net.subject_id: found for subject in subjects if (found := differences_of(subject))}
    return Plan(chain[-1], told, len(chain) % 2 == 0, subjects, differences)


def find_subjects(events: list[Event], undoing: Undoing) -> list[Subject]:
    """Return the subjects of the events, the one touched last first; NotFound if the viewer may see none of them."""
    nets = fold(events)
    undoing.leaving |= {net.subject_id for net in nets if net.is_new}
    found: dict[uuid.UUID, Subject] = {}
    for what, find in FIND.items():
        if those := [net for net in nets if net.type == what]:
            found |= find(those, undoing)
    if not found:
        raise NotFound
    return [found.get(net.subject_id) or Gone(net, None, undoing) for net in nets]


def differences_of(subject: Subject) -> dict[str, Difference]:
    if reason := subject.missing():
        return {"all": Difference(subject.name, "", reason, can_force=False)}
    return subject.differences()
