"""Generated tasks of every kind, and in plain Python what a list of them must show: the oracle of the list's SQL."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from app.database import new_id
from app.dates import NO_DUE, Due
from app.extensions import db
from app.projects.creating import create_project
from app.projects.models import Label, Project, Section
from app.tasks.conditions import week_end
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.models import Task, task_assignees, task_labels
from app.workspaces.models import Membership
from app.workspaces.viewer import Viewer
from tests.tasks.asked import Asked

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
CLOCKS = (time(0), time(2, 15), time(2, 30), time(2, 45), time(9), time(23, 59))
WORDS = ("plan", "Budget", "garden", "Übung")
OPEN = ("pending", "in_progress")


@dataclass(slots=True)
class Sample:
    """One task, and those it belongs to."""

    values: dict[str, Any]
    project: Project
    due: Due | None
    labels: list[Label] = field(default_factory=list)
    people: list[Any] = field(default_factory=list)
    parent: Sample | None = None

    def __getattr__(self, name: str) -> Any:
        return self.values[name]

    @property
    def is_open(self) -> bool:
        return self.values["status"] in OPEN

    def is_late(self, zone: ZoneInfo, now: datetime) -> bool:
        return self.is_open and self.due is not None and self.due.latest(zone) <= now


@dataclass(slots=True)
class Places:
    """Where generated tasks can stand, and whom and what they can have."""

    projects: list[Project]
    sections: list[Section]
    labels: list[Label]
    people: list[Any]


def make_places(viewer: Viewer, *, at: datetime) -> Places:
    """Write two open projects, one of them with sections, an archived and a trashed one; labels; find the Inboxes."""
    projects = []
    for name in ("One", "Two", "Old", "Gone"):
        projects.append(create_project(name, by=viewer, at=at))
        db.session.flush()
    projects[2].archived_at = projects[3].trashed_at = at
    sections = [Section(id=new_id(), project_id=projects[0].id, name=name, order_key=name) for name in "BA"]
    people = list(db.session.scalars(select(Membership)))
    labels = [Label(id=new_id(), name=name, name_key=name.casefold()) for name in ("Home", "errand", "Ärzte")]
    db.session.add_all([*sections, *labels])
    db.session.flush()
    projects += db.session.scalars(select(Project).where(Project.inbox_of.is_not(None)))
    return Places(projects, sections, labels, people)


def make(count: int, places: Places, *, by: Viewer, now: datetime, first: int) -> list[Sample]:
    """Write `count` tasks; due dates lie around `now`, a fifth are subtasks, some are trashed."""
    draw = random.Random(first)
    made: list[Sample] = []
    for number in range(first, first + count):
        project = draw.choice(places.projects)
        sections = [section.id for section in places.sections if section.project_id == project.id]
        due = any_due(draw, now.date()) if draw.random() < 0.8 else None
        parents = [one for one in made if one.project is project and one.parent is None]
        parent = draw.choice(parents) if parents and draw.random() < 0.2 else None
        moment = now - timedelta(hours=draw.randrange(20))
        title = f"{draw.choice(WORDS)} {draw.randrange(10)}"
        values = {
            "workspace_id": by.workspace_id,
            "id": new_id(),
            "project_id": project.id,
            "number": number,
            "title": title,
            "title_key": title.casefold(),
            "description": "",
            "status": draw.choice(STATUSES),
            "priority": draw.randrange(5),
            "section_id": draw.choice((None, *sections)),
            "parent_id": parent.id if parent else None,
            "order_key": f"{draw.randrange(10**6):06}{number}1",
            "created_by": by.member_id,
            "created_at": moment,
            "updated_at": now - timedelta(hours=draw.randrange(5)),
            "trashed_at": now if draw.random() < 0.05 else None,
            **(due.columns() if due else NO_DUE),
        }
        labels, people = (draw.sample(pool, draw.choice((0, 0, 1, 2))) for pool in (places.labels, places.people))
        made.append(Sample(values, project, due, labels, people, parent))
    db.session.execute(insert(Task), [one.values for one in made])
    tie(task_labels, "label_id", [(one, label) for one in made for label in one.labels])
    tie(task_assignees, "membership_id", [(one, person) for one in made for person in one.people])
    return made


def tie(table: Any, column: str, pairs: list[tuple[Sample, Any]]) -> None:
    rows = [{"workspace_id": one.workspace_id, "task_id": one.id, column: other.id} for one, other in pairs]
    db.session.execute(insert(table), rows)


def any_due(draw: random.Random, today: date) -> Due:
    day = today + timedelta(days=draw.choice((-9, -1, -1, 0, 0, 0, 1, 1, 3, 8)))
    clock = draw.choice((None, *CLOCKS))
    return Due(day, clock, draw.choice((None, *ZONES)) if clock else None)


def expected(
    samples: list[Sample], filters: Asked, viewer: Viewer, now: datetime, project: Project | None
) -> list[Sample]:
    """Return the tasks that match, in the list's order."""
    matching = [one for one in samples if matches(one, filters, viewer, now, project)]
    return sorted(matching, key=lambda one: sort_key(one, filters.sort), reverse=filters.sort in FALLING)


def matches(one: Sample, filters: Asked, viewer: Viewer, now: datetime, project: Project | None) -> bool:
    home = one.project
    return (
        one.trashed_at is None
        and home.trashed_at is None
        and home.inbox_of in (None, viewer.member_id)
        and (home is project if project else home.archived_at is None)
        and one.status in filters.effective_statuses
        and (not filters.priorities or PRIORITIES[one.priority] in filters.priorities)
        and (not filters.labels or bool({x.casefold() for x in filters.labels} & {x.name_key for x in one.labels}))
        and (not filters.assignees or is_assigned(one, filters, viewer))
        and is_due(one, filters, viewer.zone, now)
    )


def stands_alone(one: Sample, filters: Asked) -> bool:
    """Say whether a task has a row of its own; others are on the page of their parent, which has."""
    return filters.narrows or one.parent is None or one.parent.status not in filters.effective_statuses


def is_assigned(one: Sample, filters: Asked, viewer: Viewer) -> bool:
    ids = {viewer.member_id if name == "me" else uuid.UUID(name) for name in filters.assignees if name != "none"}
    return bool(ids & {person.id for person in one.people}) or ("none" in filters.assignees and not one.people)


def is_due(one: Sample, filters: Asked, zone: ZoneInfo, now: datetime) -> bool:
    today = now.astimezone(zone).date()
    day = one.due.day_in(zone) if one.due else None
    rules = {
        "": True,
        "none": day is None,
        "overdue": one.is_late(zone, now),
        "today": day == today,
        "week": day is not None and today <= day <= week_end(today, sunday_first=False),
    }
    return (
        rules[filters.due]
        and (not filters.due_from or (day is not None and day >= filters.due_from))
        and (not filters.due_to or (day is not None and day <= filters.due_to))
    )


FALLING = ("priority", "created", "updated")
EARLY = datetime(1, 1, 1, tzinfo=UTC)


def sort_key(one: Sample, sort: str) -> tuple[Any, ...]:
    if sort == "order":
        return one.project.order_key, one.order_key
    if sort == "due":
        return one.due_sort is None, one.due_sort or EARLY, one.id
    column = {"created": "created_at", "updated": "updated_at", "title": "title_key"}.get(sort, sort)
    return one.values[column], one.id


def group_key(one: Sample, group: str, zone: ZoneInfo, now: datetime) -> str:
    """Return the key of the one group a task stands in."""
    if group in ("status", "section"):
        return str(one.values["status" if group == "status" else "section_id"] or "none")
    if group == "project":
        return str(one.project.id)
    if group == "priority":
        return PRIORITIES[one.priority]
    if group == "label":
        return str(min(one.labels, key=lambda label: label.name_key).id) if one.labels else "none"
    if group == "assignee":
        people = sorted(one.people, key=lambda person: (person.removed_at is not None, person.name, person.id))
        return str(people[0].id) if people else "none"
    return due_key(one, zone, now) if group == "due" else "all"


def due_key(one: Sample, zone: ZoneInfo, now: datetime) -> str:
    if one.due is None:
        return "none"
    today, day = now.astimezone(zone).date(), one.due.day_in(zone)
    if one.is_late(zone, now):
        return "late"
    if day <= today:
        return "today" if day == today else "past"
    return "week" if day <= week_end(today, sunday_first=False) else "later"
