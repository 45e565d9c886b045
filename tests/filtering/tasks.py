"""Generated tasks in the database, each with what the oracle must know of it."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from app.database import new_id
from app.extensions import db
from app.notifications.models import Notification
from app.projects.models import Section
from app.tasks.fields import PRIORITIES
from app.tasks.models import Task
from app.tasks.words import index_words
from app.workspaces.viewer import Viewer
from tests.filtering.oracle import Sample
from tests.tasks.sample import Sample as Written

DONE = ("completed", "cancelled")


def finish(written: list[Written], viewer: Viewer, *, now: datetime, seed: int) -> set[uuid.UUID]:
    """Give the tasks what lists never looked at: when they start and were completed, words; return the unread ones."""
    draw = random.Random(seed)
    unread = {one.id for one in written if draw.random() < 0.2}
    weekly = {"rule": "FREQ=WEEKLY", "anchor": "calendar", "start": now.date().isoformat()}
    for one in written:
        start = now.date() + timedelta(days=draw.randrange(-9, 9)) if draw.random() < 0.4 else None
        completed = now - timedelta(hours=draw.randrange(200)) if one.status == "completed" else None
        values: dict[str, Any] = {"start_on": start, "completed_at": completed}
        values |= {"description": draw.choice(("", "with Ärger", "by the lake"))}
        values |= {"repeat": weekly if draw.random() < 0.2 else None}
        one.values |= values
        db.session.execute(update(Task).where(Task.id == one.id).values(values))
    for task in db.session.query(Task).where(Task.id.in_([one.id for one in written])):
        index_words([task])
    db.session.execute(insert(Notification), [note(id, viewer, now) for id in unread])
    return unread


def note(task_id: uuid.UUID, viewer: Viewer, now: datetime) -> dict[str, Any]:
    values = {"id": new_id(), "workspace_id": viewer.workspace_id, "membership_id": viewer.member_id}
    return values | {"kind": "assigned", "once_key": str(task_id), "task_id": task_id, "created_at": now}


def as_seen(
    one: Written, names: dict[uuid.UUID, str], sections: list[Section], zone: ZoneInfo, now: datetime, *, unread: bool
) -> Sample:
    """Return the task as the oracle reads it, for somebody in this zone."""
    flags = {"done" if one.status in DONE else "open"}
    flags |= {"overdue"} if one.is_late(zone, now) else set()
    flags |= {"trashed"} if one.trashed_at else set()
    flags |= {"unread"} if unread else set()
    flags |= {"repeating"} if one.values["repeat"] else set()
    home = {one.project.name, one.project.key}
    return Sample(
        name=one.title,
        text=one.values["description"],
        states=frozenset(flags),
        status=one.status,
        priority=PRIORITIES[one.priority],
        assignee=tuple(names[person.id] for person in one.people),
        creator=names[one.created_by],
        label=tuple(label.name for label in one.labels),
        project=tuple(home),
        section=tuple(section.name for section in sections if section.id == one.section_id),
        due=one.due.day_in(zone) if one.due else None,
        start=one.values["start_on"],
        created=day_of(one.created_at, zone),
        updated=day_of(one.updated_at, zone),
        completed=day_of(one.values["completed_at"], zone),
    )


def day_of(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
