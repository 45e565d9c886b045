"""What a field of some tasks can become, and what it is now: the one list behind every picker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.database import utcnow
from app.projects.company import list_label_names
from app.projects.sidebar import read_sidebar
from app.repeats.wording import common, say_repeat, say_rule
from app.tasks.bulk import load_links
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.models import Task
from app.tasks.wording import PRIORITY_NAMES, STATUS_NAMES
from app.translation.speaking import _
from app.workspaces.directory import read_directory
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

FIELDS = {
    "status": "Status",
    "priority": "Priority",
    "assignees": "Assigned",
    "labels": "Labels",
    "due": "Due",
    "repeat": "Repeat",
    "project": "Project",
    "section": "Section",
    "estimate": "Estimate",
    "start": "Start",
    "reminders": "Reminders",
}


class Choice(NamedTuple):
    """One thing a field can be: the form's field and value, its words, and how many of the tasks have it now."""

    field: str
    value: Any
    text: str
    having: int
    hue: str = ""
    initials: str = ""


def list_choices(viewer: Viewer, field: str, tasks: list[Task]) -> list[Choice]:
    """Return what can be chosen; nothing for fields that are written."""
    listing = LISTED.get(field)
    return listing(viewer, tasks) if listing else []


def statuses(_viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    having = Counter(task.status for task in tasks)
    return [Choice("status", one, _(STATUS_NAMES[one]), having[one]) for one in STATUSES]


def priorities(_viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    having = Counter(PRIORITIES[task.priority] for task in tasks)
    return [Choice("priority", one, _(PRIORITY_NAMES[one]), having[one]) for one in reversed(PRIORITIES)]


def people(viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    """Return everybody who sees these tasks, oneself first; who has all the tasks loses them."""
    load_links(tasks, "assignees")
    having = Counter(person.id for task in tasks for person in task.assignees)
    projects = {task.project for task in tasks}
    here = [
        person
        for person in read_directory(viewer).people.values()
        if having[person.id]
        or (not person.is_gone and all(admits(project, person.id, person.role) for project in projects))
    ]
    here.sort(key=lambda person: (person.id != viewer.member_id, person.name.casefold()))
    return [
        Choice(toggled("assignees", one.id, having, tasks), one.id, one.name, having[one.id], one.hue, one.initials)
        for one in here
    ]


def labels(viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    load_links(tasks, "labels")
    having = Counter(label.id for task in tasks for label in task.labels)
    return [
        Choice(toggled("labels", one.id, having, tasks), one.id, one.name, having[one.id], one.hue)
        for one in list_label_names(viewer)
    ]


def toggled(name: str, id: Any, having: Counter[Any], tasks: Iterable[Task]) -> str:
    """Return the form's field that gives this to those who lack it or, where nobody does, takes it from all."""
    return f"remove_{name}" if having[id] == len(list(tasks)) else f"add_{name}"


def projects(viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    having = Counter(task.project.key for task in tasks)
    sidebar = read_sidebar(viewer)
    listed = [*([sidebar.inbox] if sidebar.inbox else []), *sidebar.projects]
    return [Choice("project", one.key, one.name, having[one.key], one.hue) for one in listed]


def sections(viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    """Return the sections of the project all the tasks are in; tasks of several projects share none."""
    places = {task.project_id for task in tasks}
    having = Counter(task.section_id for task in tasks)
    known = [one for one in read_directory(viewer).sections.values() if {one.project_id} == places]
    if not known:
        return []
    known.sort(key=lambda section: section.order_key)
    return [
        Choice("section_id", "", _("No section"), having[None]),
        *(Choice("section_id", one.id, one.name, having[one.id]) for one in known),
    ]


def repeats(viewer: Viewer, tasks: list[Task]) -> list[Choice]:
    """Return the common repeats, as they are for the day of the first of these tasks."""
    day = tasks[0].due.date if tasks[0].due else viewer.today(utcnow())
    having = Counter(say_repeat(task.repeat) if task.repeat else "" for task in tasks)
    offers = [Choice("repeat", rule.text(), said, having[said]) for rule in common(day) if (said := say_rule(rule))]
    return [*offers, *([Choice("repeat", "", _("No repeat"), having[""])] if any(having) else [])]


LISTED = {
    "status": statuses,
    "priority": priorities,
    "assignees": people,
    "labels": labels,
    "repeat": repeats,
    "project": projects,
    "section": sections,
}
