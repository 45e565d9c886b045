"""The changes of the history as people read them: one line each, with the way back or the reason there is none."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from app.history.kinds import FOR_EVER, NEEDS
from app.history.listing import Happened
from app.history.wording import VERBS, call, tell_change
from app.tasks.sentences import tell
from app.translation.speaking import _, later
from app.wording import say_day
from app.workspaces.directory import NOBODY, Directory, Person
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer

PEOPLE = {
    "member.invited": later("invited somebody"),
    "member.joined": later("joined"),
    "member.removed": later("removed {name}"),
    "member.role_changed": later("changed the role of {name}"),
    "member.changed": later("changed their profile"),
    "link.created": later("shared by link"),
    "link.changed": later("changed what a link allows"),
    "link.ended": later("ended a link"),
    "invitation.revoked": later("took an invitation back"),
    "workspace.created": later("made the workspace"),
    "workspace.renamed": later("renamed the workspace"),
    "workspace.deleted": later("deleted the workspace"),
    "workspace.brought_back": later("brought the workspace back"),
    "workspace.factor_required": later("changed whether a second factor is asked for"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a change: the task it is about, if any, and what was done."""

    ref: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One change: who did what when, and how it can be undone or why not."""

    change_id: uuid.UUID
    who: Person
    at: datetime
    clock: str
    text: str
    steps: list[Step]
    count: int
    is_undo: bool
    undone_by: str
    in_part: bool
    word: str
    why: str


def by_day(lines: Iterable[Line], viewer: Viewer, now: datetime) -> list[tuple[str, list[Line]]]:
    """Return the lines under the names of their days in the viewer's zone."""
    today = viewer.today(now)
    days = groupby(lines, key=lambda line: line.at.astimezone(viewer.zone).date())
    return [(say_day(day, today), list(those)) for day, those in days]


def read_line(one: Happened, viewer: Viewer, directory: Directory, now: datetime) -> Line:
    names = {event.subject_id: name_of(event, directory) for event in one.events}
    people = directory.people
    why = reason(one, viewer)
    undoer = people.get(one.later[-1] or NOBODY.id, NOBODY) if one.is_undone else None
    return Line(
        one.change_id,
        people.get(one.actor_id or NOBODY.id, NOBODY),
        one.at,
        f"{one.at.astimezone(viewer.zone):%H:%M}",
        tell_line(one, names),
        [read_step(event, names, directory, viewer, now) for event in one.events],
        one.count,
        one.steps % 2 == 1,
        _("you") if undoer and undoer.id == viewer.member_id else undoer.name if undoer else "",
        one.is_undone and one.leaves,
        "" if why else way_on(one),
        "" if one.later else _(why),
    )


def way_on(one: Happened) -> str:
    """Return what can be done with a change: it is taken back or, where only a part of it was, the rest."""
    is_undo = one.steps % 2 == 1
    if one.is_undone and one.leaves:
        return "Redo the rest" if is_undo else "Undo the rest"
    return "" if one.later or one.went_on else "Redo" if is_undo else "Undo"


def tell_line(one: Happened, names: dict[uuid.UUID, str]) -> str:
    first = one.events[0]
    if first.kind in PEOPLE:
        return tell_of_people(first.kind, names[first.subject_id])
    return tell_change(one.events, names, total=one.count)


def tell_of_people(kind: str, name: str) -> str:
    return _(PEOPLE[kind], name=name or _("somebody"))


def read_step(event: Any, names: dict[uuid.UUID, str], directory: Directory, viewer: Viewer, now: datetime) -> Step:
    told = tell(event, directory, viewer.today(now))
    name = names[event.subject_id]
    if told:
        return Step(event.ref or "", name, told[1])
    if event.kind in PEOPLE:
        return Step(event.ref or "", "", tell_of_people(event.kind, name))
    what = call(event.kind.partition(".")[0], name)
    return Step(event.ref or "", "", _(VERBS[event.kind], what=what))


def name_of(event: Any, directory: Directory) -> str:
    """Return what the subject of an event is called now, or was then."""
    named: dict[uuid.UUID, Any] = {**directory.labels, **directory.sections, **directory.people}
    if event.name:
        return str(event.name)
    if event.subject_id in named:
        return str(named[event.subject_id].name)
    kept = {**(event.before or {}), **(event.after or {})}
    return str(kept.get("name") or kept.get("title") or "")


def reason(one: Happened, viewer: Viewer) -> str:
    """Return why this viewer cannot undo it, or nothing."""
    for kind in one.kinds:
        if kind not in NEEDS:
            return FOR_EVER.get(kind, "This cannot be undone.")
        if not can(viewer, NEEDS[kind]):
            return "Your role does not allow this."
        if kind.startswith("comment.") and one.actor_id != viewer.member_id:
            return "Only who wrote it can undo this."
    if any(event.task_id and not event.ref for event in one.events):
        return "Deleted for ever."
    return ""
