"""A project as a team keeps it in its third week, for tests that look at pages which are not empty."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select

from app.comments.writing import create_comment
from app.database import in_workspace, utcnow
from app.dates import Due
from app.extensions import db
from app.projects.creating import create_project
from app.projects.labels import create_label
from app.projects.models import Label, Project, Section
from app.projects.sections import create_section
from app.tasks.creating import create_task
from app.tasks.models import Task
from app.tasks.queries import get_project
from app.workspaces.viewer import Viewer
from tests.cast import Team

LABELS = {"design": "iris", "text": "teal", "waiting for the printer": "coral"}
# Title, priority, days until it is due, label, initials of those it is assigned to.
TASKS = (
    ("Move the pricing page to the new layout", 4, 0, "design", "ab"),
    ("Send the photo release form to everyone on the team page", 3, -2, "text", "b"),
    ("Cut the onboarding video to ninety seconds", 2, 1, "design", "a"),
    ("Redirect the old blog addresses", 0, 4, "", ""),
    ("Read the case studies aloud to somebody who was not there when they were written", 1, 30, "text", "ab"),
    ("Order the signs", 3, None, "waiting for the printer", "b"),
)
LONG_NAME = "Everything that has to happen before the doors open in spring"
DESCRIPTION = """The old page has **three columns**; the new one has two.

- keep the *table* of prices
- `https://example.com/pricing` must go on working

> Ask Bob before the figures change.
"""


def write_plan(team: Team) -> None:
    """Fill the project `WEB`: WEB-1 has a description, subtasks and comments, WEB-7 is done, and all is in sections."""
    with in_workspace(team.workspace_id):
        alice = team.alice.viewer()
        project = get_project(alice, "WEB", to="task.create")
        create_project(LONG_NAME, by=alice, at=utcnow(), key="LONG")
        section = create_section(project, "Before the launch", by=alice)
        labels = {name: create_label(name, hue=hue, by=alice) for name, hue in LABELS.items()}
        db.session.flush()
        add_tasks(team, project, section, labels)
        db.session.commit()
        discuss(team)
        db.session.commit()


def add_tasks(team: Team, project: Project, section: Section, labels: dict[str, Label]) -> None:
    alice = team.alice.viewer()
    people = {"a": team.alice.member_id, "b": team.bob.member_id}
    for title, priority, days, label, whose in TASKS:
        values = {
            "title": title,
            "priority": priority,
            "due": due_in(alice, days),
            "labels": [labels[label].id] if label else [],
            "assignees": [people[initial] for initial in whose],
            "section_id": section.id if priority > 2 else None,
        }
        create_task(project, values, by=alice, at=utcnow())
    create_task(project, {"title": "Choose the colours", "status": "completed"}, by=team.bob.viewer(), at=utcnow())


def due_in(viewer: Viewer, days: int | None) -> Due | None:
    return None if days is None else Due(viewer.today(utcnow()) + timedelta(days=days))


def discuss(team: Team) -> None:
    alice, bob = team.alice.viewer(), team.bob.viewer()
    task = get_first(alice.workspace_id)
    task.description = DESCRIPTION
    for title, status in (("Agree on the figures", "completed"), ("Write the text", "pending")):
        create_task(task.project, {"title": title, "status": status}, by=alice, at=utcnow(), parent=task)
    create_comment(task, "The table is in. @Bob, can you look at the **figures**?", by=alice, at=utcnow())
    create_comment(task, "They are right.\n\n1. one\n2. two", by=bob, at=utcnow())


def get_first(workspace_id: uuid.UUID) -> Task:
    return db.session.scalars(select(Task).where(Task.workspace_id == workspace_id, Task.number == 1)).one()
