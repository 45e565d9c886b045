"""Undo and redo: the events of a change are read backwards and their inverses done, as one change of its own.

Everything goes through the verbs that people use, with the rights of the one who undoes. Where somebody changed a
field since, nothing happens until they have chosen; redo is the undo of the undo.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.activity.models import Event
from app.errors import Conflict, Invalid, NotFound
from app.extensions import db
from app.history.changes import Net, Step, left_by, list_events, list_owed, lock_chain
from app.history.files import find_files
from app.history.filters import find_filters
from app.history.kinds import FOR_EVER, NEEDS
from app.history.projects import find_comments, find_projects
from app.history.reminders import find_reminders
from app.history.sections import find_labels, find_sections
from app.history.subjects import Difference, Gone, Subject, Undoing
from app.history.tasks import find_tasks
from app.translation.speaking import _
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

    `told` are the events people know: those of the first change, where this is the undo of an undo. Where it `goes_on`
    the last of the chain, `undoes`, took only a part back, and this is about the rest.
    """

    change_id: uuid.UUID
    undoes: uuid.UUID
    goes_on: bool
    told: list[Event]
    redoes: bool
    subjects: list[Subject]
    differences: dict[uuid.UUID, dict[str, Difference]]
    left: set[uuid.UUID] = field(default_factory=set)
    """The subjects that were not put back whole, once that was tried."""

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
    rest = find_rest(viewer, chain, change_id)
    if is_taken_back(chain, change_id) and not rest:
        return None
    plan = make_plan(viewer, chain, at=at, rest=rest)
    if not plan.is_clean and not choice:
        raise ChangedSince(plan.change_id)
    kept = {id: kept_as_is(found, choice) for id, found in plan.differences.items()}
    plan.left.update(id for id, but in kept.items() if but)
    db.session.info.update(undoes=plan.undoes, goes_on=plan.goes_on, leaves=sorted(plan.left) or None)
    for subject in plan.subjects:
        if not subject.missing():
            subject.put_back(kept.get(subject.net.subject_id, set()))
    db.session.flush()
    if not db.session.info.get("events"):
        raise NothingLeft
    return plan


def kept_as_is(found: dict[str, Difference], choice: Choice) -> set[str]:
    """Return the fields of one subject that are not put back."""
    return {field for field, one in found.items() if choice != "anyway" or not one.can_force}


def is_taken_back(chain: list[Step], change_id: uuid.UUID) -> bool:
    """Say whether the change has been undone, or the undo redone, at least in part."""
    later = next(place for place, step in enumerate(reversed(chain)) if change_id in step)
    return later % 2 == 1


def find_rest(viewer: Viewer, chain: list[Step], change_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the subjects of a change that the undo of it has left, if that is the last of the chain."""
    return left_by(viewer, chain[-1]) if is_taken_back(chain, change_id) else set()


def make_plan(viewer: Viewer, chain: list[Step], *, at: datetime, rest: Collection[uuid.UUID] = ()) -> Plan:
    """Return what undoing the last of the chain would do, having asked whether the viewer may; all stays locked.

    With `rest` it goes on with the last of the chain: these subjects are what is left of the one before.
    """
    undone = chain[:-1] if rest else chain
    nets = [net for net in list_owed(viewer, undone) if not rest or net.subject_id in rest]
    first = list_events(viewer, chain[0])
    told = [event for event in first if event.subject_id in {net.subject_id for net in nets}] or first
    for kind in [kind for net in nets for kind in net.kinds]:
        if kind not in NEEDS:
            raise Invalid(message=FOR_EVER.get(kind, "This cannot be undone."))
    subjects = find_subjects(nets, Undoing(viewer, at, read_directory(viewer, fresh=True)))
    for subject in subjects:
        for kind in subject.net.kinds:
            require(viewer, NEEDS[kind], subject.row)
    differences = {subject.net.subject_id: found for subject in subjects if (found := differences_of(subject))}
    return Plan(undone[-1][-1], chain[-1][-1], bool(rest), told, len(undone) % 2 == 0, subjects, differences)


def find_subjects(nets: list[Net], undoing: Undoing) -> list[Subject]:
    """Return the subjects as they are now, the one touched last first; NotFound if the viewer may see none of them."""
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
        return {"all": Difference(subject.name, "", _(reason), can_force=False)}
    return subject.differences()
