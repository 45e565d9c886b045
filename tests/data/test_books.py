"""After any mix of what people do the books balance: counts, places, versions, events."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from app.models import Task, Workspace
from tests.above import above_the_walls
from tests.cast import Person, Team
from tests.data.books import imbalances

Form = dict[str, Any]


def choose(dice: random.Random, refs: list[str]) -> tuple[str, Form]:
    """Return something a person might do next: its path and form."""
    ref, other = dice.choice(refs), dice.choice(refs)
    task = f"/acme/tasks/{ref}"
    return dice.choice(
        [
            ("/acme/projects/WEB/tasks", {"title": f"New {dice.random()}"}),
            ("/acme/projects/WEB/tasks", {"title": "A\n  B\n    C\n  D\nE"}),
            (f"{task}/subtasks", {"title": "Sub one\nSub two"}),
            (f"{task}/status", {"status": "completed", "subtasks": dice.choice(["yes", "no", ""])}),
            (f"{task}/status", {"status": dice.choice(["pending", "in_progress", "cancelled", "completed"])}),
            (f"{task}/place", {"before": other}),
            (f"{task}/place", {"after": other}),
            (f"{task}/place", {"step": dice.choice(["up", "down"])}),
            (f"{task}/project", {"project": dice.choice(["WEB", "INBOX"])}),
            (f"{task}/copies", {}),
            (f"{task}/trash", {}),
            (f"{task}/restoration", {}),
            (f"{task}/deletion", {}),
            (task, {"title": f"Renamed {dice.random()}", "priority": dice.choice(["low", "high"])}),
            (task, {"due_date": "2030-01-02", "due_time": dice.choice(["", "10:00"])}),
        ]
    )


@pytest.mark.parametrize("seed", range(2))
def test_the_books_balance_after_anything(team: Team, seed: int) -> None:
    dice = random.Random(seed)
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One\nTwo\nThree"})
    seen = version_of(team)
    for _ in range(45):
        path, form = choose(dice, refs(team))
        answer = team.alice.post(path, form)
        assert answer.status_code in (303, 404, 409, 422), (path, form)
        version, events = version_of(team), seqs_since(team, seen)
        assert version - seen in (0, 1), (path, form)
        assert set(events) == ({version} if version > seen else set()), (path, form)
        seen = version
    assert imbalances() == {}


def refs(team: Team) -> list[str]:
    with in_workspace(team.workspace_id):
        db.session.expire_all()
        return sorted(task.ref for task in db.session.scalars(select(Task))) or ["WEB-1"]


def version_of(team: Team) -> int:
    db.session.rollback()
    return db.session.scalars(select(Workspace.version).where(Workspace.id == team.workspace_id)).one()


def seqs_since(team: Team, version: int) -> list[int]:
    with in_workspace(team.workspace_id):
        return list(db.session.scalars(select(Event.seq).where(Event.seq > version)))


def test_the_checker_sees_what_it_must(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One\nTwo"})
    assert imbalances() == {}
    with above_the_walls() as connection:
        connection.exec_driver_sql("update projects set open_count = open_count + 1 where key = 'WEB'")
        connection.exec_driver_sql("update tasks set status = 'completed' where number = 1")
        connection.exec_driver_sql("update events set seq = 999999999999, version = 7")
    assert {
        "counts of a project",
        "states without their when and who",
        "events from the future of their workspace",
    } <= set(imbalances())


def test_an_event_tells_what_was_and_what_is(team: Team) -> None:
    alice = team.alice
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    steps: list[tuple[str, Form, str, Form, Form]] = [
        ("", {"title": "Second"}, "task.changed", {"title": "First"}, {"title": "Second"}),
        ("", {"priority": "high", "estimate": "2h"}, "task.changed", {"priority": 0}, {"priority": 3, "estimate": 120}),
        (
            "",
            {"has": "assignees", "assignees": str(team.bob.member_id)},
            "task.changed",
            {"assignees": []},
            {"assignees": [str(team.bob.member_id)]},
        ),
        (
            "",
            {"due_date": "2030-05-17"},
            "task.changed",
            {"due": None},
            {"due": {"kind": "all_day", "date": "2030-05-17", "time": None, "zone": None}},
        ),
        ("/status", {"status": "completed"}, "task.completed", {"status": "pending"}, {"status": "completed"}),
        ("/status", {"status": "pending"}, "task.reopened", {"status": "completed"}, {"status": "pending"}),
    ]
    for path, form, kind, before, after in steps:
        assert alice.post(f"/acme/tasks/WEB-1{path}", form).status_code == 303
        event = last_event(team)
        assert event.kind == kind
        assert {name: (event.before or {}).get(name) for name in before} == before, form
        assert {name: (event.after or {}).get(name) for name in after} == after, form
        assert event.actor_id == alice.member_id


def last_event(team: Team) -> Event:
    db.session.rollback()
    with in_workspace(team.workspace_id):
        return db.session.scalars(select(Event).order_by(Event.seq.desc(), Event.id.desc()).limit(1)).one()


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/status", {"status": "completed"}),
        ("", {"title": "Same"}),
        ("/trash", {}),
        ("/status", {"status": "in_progress"}),
    ],
)
def test_doing_a_thing_twice_is_one_event(alice: Person, team: Team, path: str, form: Form) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    before = version_of(team)
    for _ in range(2):
        alice.post(f"/acme/tasks/WEB-1{path}", form)
    assert version_of(team) == before + 1
    assert len(seqs_since(team, before)) == 1
