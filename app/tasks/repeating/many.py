"""Completing many tasks at once: what comes next of them is made in a number of statements that does not grow."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, selectinload

from app.extensions import db
from app.ordering import key_between
from app.tasks.creating import take_numbers
from app.tasks.models import Task
from app.tasks.reminding.carrying import reminders_of
from app.tasks.reminding.models import Reminder
from app.tasks.repeating.planning import Next, Place, plan_next, take_next
from app.tasks.words import index_words
from app.workspaces.viewer import Viewer

Coming = tuple[Task, Next]


def complete_all(tasks: Sequence[Task], *, by: Viewer, at: datetime) -> list[Task]:
    """Mark these tasks alone as done, and return the next occurrences of those that repeat."""
    coming: list[Coming] = []
    links = (selectinload(Task.assignees), selectinload(Task.labels), selectinload(Task.parent))
    repeating = [task.id for task in tasks if task.repeat]
    if repeating:
        db.session.scalars(select(Task).where(Task.id.in_(repeating)).options(*links)).all()
    for task in tasks:
        if not task.is_done:
            if found := take_next(task, at):
                coming.append((task, found))
            task.finish(by, at)
    if not coming:
        return []
    places = places_behind(coming)
    planned = [plan_next(task, found, by=by, at=at, place=places[task.id]) for task, found in coming]
    index_words(planned)
    return planned


def places_behind(coming: Sequence[Coming]) -> dict[uuid.UUID, Place]:
    """Return number, place in the list and reminders for the occurrence after each of these tasks."""
    tasks = [task for task, _ in coming]
    ids = [task.id for task in tasks]
    other = aliased(Task)
    behind = select(func.min(other.order_key)).where(
        other.workspace_id == Task.workspace_id, other.project_id == Task.project_id, other.order_key > Task.order_key
    )
    asked = select(Task.id, behind.scalar_subquery()).where(Task.id.in_(ids))
    after = {row[0]: row[1] for row in db.session.execute(asked)}
    reminders: dict[uuid.UUID, list[Reminder]] = defaultdict(list)
    for one in db.session.scalars(reminders_of(tasks)):
        reminders[one.task_id].append(one)
    numbers: dict[uuid.UUID, int] = {}
    for project in {task.project_id: task.project for task in tasks}.values():
        own = [task.id for task in tasks if task.project_id == project.id]
        numbers |= dict(zip(own, range(first := take_numbers(project, len(own)), first + len(own)), strict=True))
    return {
        task.id: Place(numbers[task.id], key_between(task.order_key, after[task.id]), reminders[task.id])
        for task in tasks
    }
