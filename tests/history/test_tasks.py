"""What was done to tasks is undone and redone from the event log."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person
from tests.history.conftest import Look, last_change
from tests.tasks.pages import add, titles

LIST = "/acme/projects/WEB"
FORMS: list[tuple[str, dict[str, Any]]] = [
    ("", {"title": "Other"}),
    ("", {"description": "Long\ntext", "priority": "high", "estimate": "2h", "start_on": "2030-01-01"}),
    ("", {"due_date": "2030-05-17"}),
    ("", {"due_date": "2030-05-17", "due_time": "10:00"}),
    ("", {"due_date": "2030-05-17", "due_time": "10:00", "due_zone": "Europe/Berlin"}),
    ("/status", {"status": "in_progress"}),
    ("/status", {"status": "completed"}),
    ("/status", {"status": "cancelled"}),
    ("/trash", {}),
    ("/place", {"before": "WEB-1"}),
    ("/place", {"after": "WEB-1"}),
]


@pytest.fixture(autouse=True)
def three(alice: Person) -> None:
    add(alice, "First", "Second", "Third")


def state(look: Look, alice: Person) -> dict[str, Any]:
    rows = {column: getattr(look_task(look), column) for column in COLUMNS}
    return rows | {"order": titles(alice.get(f"{LIST}?status=all").text)}


COLUMNS = (
    "description",
    "priority",
    "estimate",
    "start_on",
    "due",
    "status",
    "started_at",
    "completed_at",
    "completed_by",
    "cancelled_at",
    "cancelled_by",
)


def look_task(look: Look) -> Any:
    try:
        return look("Third")
    except Exception:
        return look("Other")


@pytest.mark.parametrize(("path", "form"), FORMS)
def test_a_change_is_undone_and_redone(alice: Person, look: Look, path: str, form: dict[str, Any]) -> None:
    before = state(look, alice)
    assert alice.post(f"/acme/tasks/WEB-3{path}", form).status_code == 303
    after = state(look, alice)
    assert before != after
    change = last_change()
    assert alice.post(f"/acme/changes/{change}/undo").status_code == 303
    assert state(look, alice) == before
    assert alice.post(f"/acme/changes/{last_change()}/undo").status_code == 303
    assert state(look, alice) == after
    alice.post("/acme/undo")
    assert state(look, alice) == before
    alice.post("/acme/redo")
    assert state(look, alice) == after
