"""Where the demo is played: every act is one of the domain's own verbs, done by one of its people."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.comments.writing import create_comment
from app.demo.people import OWNER
from app.demo.specs import Job, Plan, Sub
from app.demo.times import Times
from app.extensions import db
from app.ordering import keys_between
from app.projects.creating import create_project
from app.projects.labels import create_label
from app.projects.models import Project
from app.projects.sections import create_section
from app.tasks.creating import create_task
from app.tasks.editing import edit_task
from app.tasks.fields import read_changes
from app.tasks.models import Task
from app.workspaces.viewer import Viewer

LABELS = {
    "build": "sky",
    "design": "iris",
    "legal": "slate",
    "copy": "amber",
    "seo": "leaf",
    "bug": "rose",
    "client": "coral",
    "accessibility": "teal",
}


class Stage:
    """The workspace being filled; it remembers rows by the names the plans use."""

    def __init__(self, people: Mapping[str, Viewer], times: Times) -> None:
        self.people, self.times = people, times
        self.labels: dict[str, uuid.UUID] = {}
        self.sections: dict[tuple[str, str], uuid.UUID] = {}
        self.projects: dict[str, uuid.UUID] = {}
        self.tasks: dict[str, uuid.UUID] = {}
        self.places: dict[str, str] = {}

    def open(self, at: datetime) -> None:
        """Make the labels."""
        by = self.people[OWNER.first]
        self.labels = {name: create_label(name, by=by, hue=hue).id for name, hue in LABELS.items()}

    def found(self, plan: Plan, at: datetime) -> None:
        """Make the project with its sections, and keep a place for each of its tasks."""
        by = self.people[plan.by]
        if plan.key:
            project = create_project(plan.name, by=by, at=at, key=plan.key, hue=plan.hue)
            db.session.flush()
        else:
            project = db.session.scalars(select(Project).where(Project.inbox_of == by.member_id)).one()
        self.projects[plan.name] = project.id
        for name in plan.sections:
            self.sections[plan.name, name] = create_section(project, name, by=by).id
            db.session.flush()
        titles = [title for job in plan.jobs for title in (job.title, *(sub.title for sub in job.subs))]
        self.places |= dict(zip(titles, keys_between(None, None, len(titles)), strict=True))

    def add(self, plan: Plan, job: Job, at: datetime) -> None:
        values = {
            "title": job.title,
            "description": job.text,
            "priority": job.priority,
            "start_on": self.times.ahead(int(job.start)).isoformat() if job.start else None,
            "due": self.times.due(job.due),
            "repeat": job.repeat,
            "estimate": job.estimate,
            "section_id": self.sections.get((plan.name, job.section)),
            "labels": [self.labels[name] for name in job.labels.split()],
            "assignees": self.members(job.who),
        }
        self.keep(self.create(plan, values, job.by, at))

    def add_sub(self, plan: Plan, job: Job, sub: Sub, at: datetime) -> None:
        parent = self.task(job.title)
        values = {
            "title": sub.title,
            "due": self.times.due(sub.due),
            "assignees": self.members(sub.who),
        }
        self.keep(self.create(plan, values, job.by, at, parent))

    def create(self, plan: Plan, values: dict[str, Any], by: str, at: datetime, parent: Task | None = None) -> Task:
        project = db.session.scalars(select(Project).where(Project.id == self.projects[plan.name])).one()
        place = self.places[values["title"]]
        return create_task(project, read_changes(values), by=self.people[by], at=at, parent=parent, order_key=place)

    def change_status(self, title: str, status: str, by: str, at: datetime) -> None:
        self.task(title).change_status(status, self.people[by], at, with_subtasks=True)

    def change(self, title: str, fields: Mapping[str, object], by: str, at: datetime) -> None:
        """Edit fields; people, labels and due dates are written as in the plans."""
        raw = dict(fields)
        if "who" in raw:
            raw["assignees"] = self.members(str(raw.pop("who")))
        if "due" in raw:
            raw["due"] = self.times.due(str(raw["due"]))
        edit_task(self.task(title), read_changes(raw), by=self.people[by], at=at)

    def say(self, title: str, text: str, by: str, at: datetime) -> None:
        create_comment(self.task(title), text, by=self.people[by], at=at)

    def task(self, title: str) -> Task:
        return db.session.scalars(select(Task).where(Task.id == self.tasks[title])).one()

    def keep(self, task: Task) -> None:
        self.tasks[task.title] = task.id

    def members(self, names: str) -> list[uuid.UUID]:
        return [self.people[name].member_id for name in names.split()]
