"""One task over JSON: made, read, changed, completed, put into the trash."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from app.database import in_workspace
from app.extensions import db
from app.projects.models import Label
from tests.cast import Person, Team

ACME = "?workspace=acme"
FIELDS = {
    "id", "ref", "title", "description", "status", "priority", "start_on", "due", "estimate", "project", "section",
    "parent_id", "labels", "assignees", "subtasks", "comments", "version", "created_at", "updated_at", "completed_at",
    "repeat", "reminders",
}  # fmt: skip


def create(person: Person, **fields: Any) -> dict[str, Any]:
    response = person.client.post(f"/api/tasks{ACME}", json={"title": "Buy milk", "project": "WEB"} | fields)
    assert response.status_code == 201, response.text
    task: dict[str, Any] = response.get_json()["data"]
    return task


def test_a_task_lands_in_the_callers_own_inbox(alice: Person) -> None:
    response = alice.client.post("/api/tasks", json={"title": "  Buy   milk "})
    assert response.status_code == 201
    task = response.get_json()["data"]
    assert set(task) == FIELDS
    assert (task["title"], task["ref"], task["status"], task["priority"]) == ("Buy milk", "INBOX-1", "pending", "none")
    assert alice.client.get("/api/tasks/INBOX-1").get_json()["data"] == task
    assert alice.client.get(f"/api/tasks/{task['id']}").get_json()["data"] == task


def test_every_field_can_be_given(team: Team) -> None:
    alice = team.alice
    with in_workspace(team.workspace_id):
        label = Label(name="Urgent", name_key="urgent")
        db.session.add(label)
        db.session.commit()
        label_id = label.id
    parent = create(alice)
    task = create(
        alice,
        project=None,
        parent=parent["ref"],
        description="Two **litres**",
        status="in-progress",
        priority="high",
        start_on="2026-05-01",
        due={"date": "2026-05-17", "time": "17:00", "zone": "Europe/Berlin"},
        estimate="1h 30m",
        labels=["URGENT"],
        assignees=["me", str(team.bob.member_id)],
    )
    assert task["status"] == "in_progress"
    due = {"kind": "timed", "date": "2026-05-17", "time": "17:00", "zone": "Europe/Berlin"}
    assert task["due"] == due | {"at": "2026-05-17T15:00:00+00:00"}
    assert (task["priority"], task["start_on"], task["estimate"]) == ("high", "2026-05-01", 90)
    assert task["parent_id"] == parent["id"]
    assert task["labels"] == [{"id": str(label_id), "name": "Urgent"}]
    assert [one["name"] for one in task["assignees"]] == ["Alice Adams", "Bob Brown"]
    assert alice.client.get(f"/api/tasks/{parent['ref']}{ACME}").get_json()["data"]["subtasks"] == {
        "total": 1,
        "completed": 0,
    }


def test_a_due_date_may_be_an_iso_text(alice: Person) -> None:
    for field, given, kind, date, time in (
        ("due", "2026-05-17", "all_day", "2026-05-17", None),
        ("due_date", "2026-05-17T09:30", "floating", "2026-05-17", "09:30"),
        ("dueDate", "2026-05-17T15:00:00.000Z", "timed", "2026-05-17", "17:00"),
        ("due", "2026-05-17T23:30:00-02:00", "timed", "2026-05-18", "03:30"),
    ):
        due = create(alice, **{field: given})["due"]
        assert (due["kind"], due["date"], due["time"]) == (kind, date, time)


def test_the_second_of_a_doubled_hour_keeps_its_instant(alice: Person) -> None:
    assert create(alice, due="2026-10-25T01:30:00Z")["due"]["at"] == "2026-10-25T01:30:00+00:00"


def test_an_id_of_the_clients_own_makes_one_task(alice: Person) -> None:
    id = str(uuid.uuid4())
    first = alice.client.post("/api/tasks", json={"title": "Once", "id": id})
    again = alice.client.post("/api/tasks", json={"title": "Once", "id": id})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json()["data"] == again.get_json()["data"]
    assert alice.client.get("/api/tasks").get_json()["pagination"]["total"] == 1


def test_many_calls_at_once_with_one_id_make_one_task(app: Flask, alice: Person) -> None:
    body = {"title": "Once", "id": str(uuid.uuid4())}

    def send(_turn: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", alice.token)
        return client.post("/api/tasks", json=body).status_code

    with ThreadPoolExecutor(6) as threads:
        statuses = sorted(threads.map(send, range(12)))
    assert statuses == [200] * 11 + [201]
    assert alice.client.get("/api/tasks").get_json()["pagination"]["total"] == 1


@pytest.mark.parametrize("method", ["put", "patch"])
def test_only_the_given_fields_change(alice: Person, method: str) -> None:
    task = create(alice, description="Two litres", priority="high", due="2026-05-17")
    response = getattr(alice.client, method)(f"/api/tasks/{task['id']}{ACME}", json={"title": "Buy oat milk"})
    assert response.status_code == 200
    changed = response.get_json()["data"]
    assert changed["title"] == "Buy oat milk"
    assert changed["version"] == task["version"] + 1
    kept = FIELDS - {"title", "version", "updated_at"}
    assert {name: changed[name] for name in kept} == {name: task[name] for name in kept}
    cleared = alice.client.patch(f"/api/tasks/{task['id']}{ACME}", json={"due": None, "description": None})
    assert (cleared.get_json()["data"]["due"], cleared.get_json()["data"]["description"]) == (None, "")


def test_with_a_version_a_conflict_shows_both_values(alice: Person, bob: Person) -> None:
    task = create(alice, due="2026-05-17")
    path = f"/api/tasks/{task['ref']}{ACME}"
    theirs = bob.client.patch(path, json={"title": "Buy bread", "due": "2026-05-18", "version": task["version"]})
    assert theirs.status_code == 200
    mine = alice.client.patch(path, json={"title": "Buy jam", "due": None, "version": task["version"]})
    assert mine.status_code == 409
    body = mine.get_json()
    assert body["success"] is False
    assert set(body["errors"]) == {"title", "due"}
    assert body["conflicts"]["title"] == {"yours": "Buy jam", "theirs": "Buy bread", "by": "Bob Brown"}
    assert body["conflicts"]["due"]["theirs"]["date"] == "2026-05-18"
    assert body["version"] == theirs.get_json()["data"]["version"]
    merged = alice.client.patch(path, json={"priority": "low", "version": task["version"]})
    assert merged.get_json()["data"]["title"] == "Buy bread"


def test_completing_twice_is_completing_once(alice: Person) -> None:
    task = create(alice)
    first = alice.client.put(f"/api/tasks/{task['id']}/complete{ACME}").get_json()["data"]
    again = alice.client.put(f"/api/tasks/{task['id']}/complete{ACME}").get_json()["data"]
    assert first["status"] == "completed"
    assert first["completed_at"]
    assert first == again


def test_completing_a_parent_asks_what_happens_to_its_subtasks(alice: Person) -> None:
    parent = create(alice)
    child = create(alice, parent=parent["id"])
    path = f"/api/tasks/{parent['id']}/complete{ACME}"
    asked = alice.client.put(path)
    assert asked.status_code == 409
    assert set(asked.get_json()["errors"]) == {"with_subtasks"}
    assert alice.client.put(path, json={"with_subtasks": True}).get_json()["data"]["status"] == "completed"
    assert alice.client.get(f"/api/tasks/{child['id']}{ACME}").get_json()["data"]["status"] == "completed"


def test_deleting_puts_into_the_trash_and_says_so(alice: Person) -> None:
    task = create(alice)
    response = alice.client.delete(f"/api/tasks/{task['ref']}{ACME}")
    assert response.status_code == 200
    assert "trash" in response.get_json()["message"]
    assert alice.client.get(f"/api/tasks/{task['ref']}{ACME}").status_code == 404
    assert alice.post(f"/acme/tasks/{task['ref']}/restoration").status_code == 303
    assert alice.client.get(f"/api/tasks/{task['ref']}{ACME}").status_code == 200


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "title"),
    ({"title": None}, "title"),
    ({"title": 7}, "title"),
    ({"title": "x" * 201}, "title"),
    ({"description": "x" * 20_001}, "description"),
    ({"status": "done"}, "status"),
    ({"priority": "very"}, "priority"),
    ({"start_on": "soon"}, "start_on"),
    ({"start_on": "1969-12-31"}, "start_on"),
    ({"due": "2201-01-01"}, "due"),
    ({"due": "2026-05-17T25:00"}, "due"),
    ({"due": {"date": "2026-05-17", "time": "09:00", "zone": "Mars/Base"}}, "due"),
    ({"due": {"date": "2026-05-17", "hour": 9}}, "due"),
    ({"due": {"kind": "timed", "date": "2026-05-17", "time": "09:00"}}, "due"),
    ({"due": 1779000000}, "due"),
    ({"estimate": -5}, "estimate"),
    ({"estimate": [1]}, "estimate"),
    ({"labels": "urgent"}, "labels"),
    ({"labels": ["nonsense"]}, "labels"),
    ({"assignees": ["nonsense"]}, "assignees"),
    ({"section_id": "nonsense"}, "section_id"),
    ({"id": "nonsense"}, "id"),
    ({"workspace": "acme"}, "workspace"),
]


def test_a_fault_stands_at_its_field(alice: Person) -> None:
    for fields, field in FAULTS:
        response = alice.client.post(f"/api/tasks{ACME}", json={"title": "Buy milk", "project": "WEB"} | fields)
        assert response.status_code == 422, fields
        body = response.get_json()
        assert body["success"] is False
        assert list(body["errors"]) == [field]
    assert alice.client.get(f"/api/tasks{ACME}").get_json()["pagination"]["total"] == 0


def test_the_methods_of_a_path_are_said(alice: Person) -> None:
    assert alice.client.head("/api/tasks").status_code == 200
    assert set(alice.client.options("/api/tasks").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    refused = alice.client.delete("/api/tasks")
    assert refused.status_code == 405
    assert refused.get_json()["success"] is False
