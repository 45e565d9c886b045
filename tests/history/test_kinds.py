"""Every kind of event that is recorded anywhere can be undone and redone, or says why not; generated from the code."""

from __future__ import annotations

import ast
import uuid
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.database import utcnow
from app.extensions import db
from app.history.kinds import FOR_EVER, NEEDS
from app.history.lines import PEOPLE
from app.history.undoing import FIND, undo_change
from app.history.wording import VERBS
from app.models import Attachment, Comment, Event, Label, Reminder, Section
from app.tasks.states import LEADS_TO
from tests.cast import Person
from tests.history.conftest import last_change
from tests.history.dump import dump
from tests.tasks.pages import add

ROOT = Path(__file__).resolve().parents[2]
NAMED_ELSEWHERE = {*LEADS_TO.values(), "task.paused", "task.reopened"}


def recorded() -> Iterator[str]:
    """Yield the kind of every `record(…)` in the application."""
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args:
                if isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)
                else:
                    assert path.name == "states.py", f"{path}: name the kind, so that it can be found"


KINDS = sorted({*recorded(), *NAMED_ELSEWHERE})


def test_every_kind_has_an_inverse_or_a_reason() -> None:
    assert set(KINDS) == NEEDS.keys() | FOR_EVER.keys()
    assert not NEEDS.keys() & FOR_EVER.keys()
    assert {kind.partition(".")[0] for kind in NEEDS} == FIND.keys()


def test_every_kind_is_told_in_words() -> None:
    assert set(KINDS) <= VERBS.keys() | PEOPLE.keys()


def one(model: Any) -> uuid.UUID:
    db.session.rollback()
    order = model.id if model in (Comment, Attachment) else model.id.desc()  # the first, or the newest
    found: uuid.UUID = db.session.scalars(select(model.id).order_by(order).limit(1)).one()
    return found


TASK = "/acme/tasks/WEB-2"
WEB = "/acme/projects/WEB"
Deed = Callable[[Person], object]
DEEDS: dict[str, Deed] = {  # those last whose undoing puts away what others need
    "task.created": lambda alice: alice.post(f"{WEB}/tasks", {"title": "New\n  Under it"}),
    "task.changed": lambda alice: alice.post(TASK, {"title": "Other", "has": "labels", "labels": one(Label)}),
    "task.moved": lambda alice: alice.post(f"{TASK}/place", {"before": "WEB-1", "section_id": one(Section)}),
    "task.moved_to_project": lambda alice: alice.post(f"{TASK}/project", {"project": "TWO"}),
    "task.started": lambda alice: alice.post(f"{TASK}/status", {"status": "in_progress"}),
    "task.paused": lambda alice: twice(alice, f"{TASK}/status", {"status": "in_progress"}, {"status": "pending"}),
    "task.completed": lambda alice: alice.post(f"{TASK}/status", {"status": "completed", "subtasks": "yes"}),
    "task.cancelled": lambda alice: alice.post(f"{TASK}/status", {"status": "cancelled"}),
    "task.reopened": lambda alice: twice(alice, f"{TASK}/status", {"status": "cancelled"}, {"status": "pending"}),
    "task.trashed": lambda alice: alice.post(f"{TASK}/trash"),
    "reminder.created": lambda alice: alice.post(f"{TASK}/reminders", {"words": "friday at 9am"}),
    "reminder.deleted": lambda alice: remind_and_not(alice),
    "section.created": lambda alice: alice.post(f"{WEB}/sections", {"name": "Later"}),
    "section.changed": lambda alice: alice.post(f"{WEB}/sections/{one(Section)}", {"name": "Never"}),
    "section.moved": lambda alice: alice.post(f"{WEB}/sections/{one(Section)}/place", {"step": "up"}),
    "section.removed": lambda alice: alice.post(f"{WEB}/sections/{one(Section)}/removal"),
    "label.created": lambda alice: alice.post("/acme/settings/labels", {"name": "New"}),
    "label.changed": lambda alice: alice.post(f"/acme/settings/labels/{one(Label)}", {"name": "Other", "hue": "leaf"}),
    "label.deleted": lambda alice: alice.post(f"/acme/settings/labels/{one(Label)}/deletion"),
    "project.created": lambda alice: alice.post("/acme/projects", {"name": "Three", "tasks": "A\nB"}),
    "project.changed": lambda alice: alice.post(f"{WEB}/settings", {"name": "Net", "hue": "rose", "key": "NET"}),
    "project.moved": lambda alice: alice.post("/acme/projects/TWO/place", {"step": "up"}),
    "project.limited": lambda alice: alice.post(f"{WEB}/limits", {"column": "pending", "limit": "3"}),
    "project.archived": lambda alice: alice.post(f"{WEB}/archive"),
    "project.trashed": lambda alice: alice.post(f"{WEB}/trash"),
    "comment.created": lambda alice: alice.post(f"{TASK}/comments", {"body": "Yes"}),
    "comment.changed": lambda alice: alice.post(f"{TASK}/comments/{one(Comment)}", {"body": "No"}),
    "comment.deleted": lambda alice: alice.post(f"{TASK}/comments/{one(Comment)}/deletion"),
    "comment.restored": lambda alice: (
        alice.post(f"{TASK}/comments/{one(Comment)}/deletion"),
        alice.post(f"/acme/changes/{last_change()}/undo"),
    ),
    "file.created": lambda alice: alice.post(f"{TASK}/files", {"file": (BytesIO(b"one"), "a.txt")}),
    "file.deleted": lambda alice: alice.post(f"{TASK}/files/{one(Attachment)}/deletion"),
    "file.restored": lambda alice: (
        alice.post(f"{TASK}/files/{one(Attachment)}/deletion"),
        alice.post(f"/acme/changes/{last_change()}/undo"),
    ),
    "filter.saved": lambda alice: alice.post("/acme/filters", {"name": "Mine", "query": "priority=high"}),
    "filter.changed": lambda alice: alice.post("/acme/filters/urgent", {"name": "Soon", "shared": "yes"}),
    "filter.deleted": lambda alice: alice.post("/acme/filters/urgent/removal"),
    "project.brought_back": lambda alice: (alice.post(f"{WEB}/archive"), alice.post(f"{WEB}/return")),
    "task.restored": lambda alice: (alice.post(f"{TASK}/trash"), alice.post(f"{TASK}/restoration")),
    "project.restored": lambda alice: (alice.post(f"{WEB}/trash"), alice.post(f"{WEB}/restoration")),
}


def remind_and_not(alice: Person) -> None:
    alice.post(f"{TASK}/reminders", {"words": "friday at 9am"})
    alice.post(f"{TASK}/reminders/{one(Reminder)}/removal")


def twice(alice: Person, path: str, *forms: dict[str, str]) -> None:
    for form in forms:
        alice.post(path, form)


@pytest.fixture
def furnished(alice: Person) -> None:
    """Two projects, sections, labels, a family of tasks with one of each on it, and a comment."""
    alice.post("/acme/projects", {"name": "Two", "key": "TWO", "tasks": "There"})
    add(alice, "First", "Second", "Third")
    for name in ("Now", "Soon"):
        alice.post(f"{WEB}/sections", {"name": name})
    alice.post("/acme/settings/labels", {"name": "map"})
    alice.post("/acme/settings/labels", {"name": "pen"})
    alice.post(f"{TASK}/subtasks", {"title": "Part\n  Deep"})
    alice.post(f"{TASK}/place", {"after": "WEB-1", "section_id": one(Section)})
    alice.post("/acme/tasks/WEB-3", {"has": "labels", "labels": one(Label)})
    alice.post(f"{TASK}/comments", {"body": "Maybe"})
    alice.post("/acme/filters", {"name": "Urgent", "query": "priority=urgent"})
    alice.post(f"{TASK}/files", {"file": (BytesIO(b"one"), "a.txt")})


@pytest.mark.usefixtures("furnished")
def test_each_kind_goes_there_and_back(alice: Person) -> None:
    assert DEEDS.keys() == NEEDS.keys()
    for kind, deed in DEEDS.items():
        deed(alice)
        change, after = last_change(), dump()
        assert kind in kinds_of(change), kind
        go_back(alice, change)
        before, undo = dump(), last_change()
        assert before != after, kind
        go_back(alice, undo)
        assert dump() == after, kind
        go_back(alice, last_change())
        assert dump() == before, kind


def go_back(alice: Person, change: uuid.UUID) -> None:
    db.session.rollback()
    assert undo_change(alice.viewer(), change, at=utcnow()) is not None
    db.session.commit()


def kinds_of(change: uuid.UUID) -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Event.kind).where(Event.change_id == change)))
