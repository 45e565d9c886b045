"""Nobody reads or changes over JSON what they may not: strangers, guests, ids of other workspaces, Inboxes."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.models import Label, Section
from tests.cast import Person, Team

CANARY = "Canary-7413"
CALLS: list[tuple[str, str, Any]] = [
    ("GET", "/api/tasks", None),
    ("POST", "/api/tasks", {"title": "Mine now"}),
    ("GET", "/api/tasks/{ref}", None),
    ("GET", "/api/tasks/{id}", None),
    ("PUT", "/api/tasks/{ref}", {"title": "Mine now"}),
    ("PATCH", "/api/tasks/{id}", {"title": "Mine now"}),
    ("PUT", "/api/tasks/{id}/complete", {}),
    ("DELETE", "/api/tasks/{ref}", None),
    ("POST", "/api/tasks/batch", {"operations": [{"action": "create", "title": "Mine now"}]}),
    ("GET", "/api/tasks/stats/overview", None),
]


@pytest.fixture
def task(alice: Person) -> dict[str, Any]:
    """A task in Alice's project with the canary in its texts."""
    body = {"title": f"{CANARY} title", "description": f"{CANARY} text", "project": "WEB"}
    made: dict[str, Any] = alice.client.post("/api/tasks?workspace=acme", json=body).get_json()["data"]
    return made


def call(person: Person | FlaskClient, method: str, path: str, body: Any) -> tuple[int, str]:
    client = person.client if isinstance(person, Person) else person
    response = client.open(path, method=method, **({} if body is None else {"json": body}))
    return response.status_code, response.get_data(as_text=True)


def test_an_outsider_gets_the_answer_of_what_is_not_there(charlie: Person, alice: Person, task: dict[str, Any]) -> None:
    for method, path, body in CALLS:
        path = path.format(**task)
        theirs = call(charlie, method, f"{path}?workspace=acme", body)
        absent = call(charlie, method, f"{path}?workspace=no-such-place", body)
        assert theirs == absent, (method, path)
        assert theirs[0] == 404, (method, path)
    assert alice.client.get(f"/api/tasks/{task['id']}?workspace=acme").get_json()["data"] == task


def test_without_signing_in_nothing_is_answered(client: FlaskClient, task: dict[str, Any]) -> None:
    for method, path, body in CALLS:
        assert call(client, method, f"{path.format(**task)}?workspace=acme", body)[0] == 401, (method, path)


def test_a_guest_may_look_but_not_change(gina: Person, task: dict[str, Any]) -> None:
    for method, path, body in CALLS:
        status, text = call(gina, method, f"{path.format(**task)}?workspace=acme", body)
        assert status == (200 if method == "GET" else 403), (method, path)
        assert method == "GET" or CANARY not in text, (method, path)


def test_ids_of_another_workspace_are_not_there(charlie: Person, alice: Person, task: dict[str, Any]) -> None:
    for id in (task["id"], "WEB-1", str(uuid.uuid4()), "ZZZ-1", "nonsense", "..", "%00"):
        for method, body in (("GET", None), ("PATCH", {"title": "Mine now"}), ("DELETE", None)):
            status, text = call(charlie, method, f"/api/tasks/{id}", body)
            assert status in (400, 404), (id, method)
            assert CANARY not in text


def test_ids_in_bodies_are_checked_one_by_one(team: Team, task: dict[str, Any]) -> None:
    with in_workspace(team.workspace_id):
        label = Label(name=CANARY, name_key=CANARY.casefold())
        db.session.add(label)
        db.session.flush()
        section = Section(project_id=uuid.UUID(project_id(team)), name=CANARY, order_key="a0")
        db.session.add(section)
        db.session.commit()
        label_id, section_id = str(label.id), str(section.id)
    for field, value in (
        ("labels", [label_id]),
        ("labels", [CANARY]),
        ("assignees", [str(team.alice.member_id)]),
        ("section_id", section_id),
        ("parent", task["id"]),
        ("parent", "WEB-1"),
        ("project", "WEB"),
    ):
        status, text = call(team.charlie, "POST", "/api/tasks", {"title": "Mine", field: value})
        assert status == (404 if field in ("parent", "project") else 422), field
        assert field == "labels" or CANARY not in text, field  # a label's name is said back as it was asked
    assert call(team.charlie, "GET", f"/api/tasks?label={CANARY}", None)[1].count(CANARY) == 0


def project_id(team: Team) -> str:
    from app.tasks.queries import get_project

    return str(get_project(team.alice.viewer(), "WEB", to="project.view").id)


def test_an_id_that_is_taken_elsewhere_tells_nothing(alice: Person, bob: Person, charlie: Person) -> None:
    body = {"title": f"{CANARY} title"}
    id = alice.client.post("/api/tasks?workspace=acme", json=body).get_json()["data"]["id"]
    status, text = call(bob, "POST", "/api/tasks?workspace=acme", {"title": "Bob's", "id": id})
    assert status == 404
    assert CANARY not in text
    status, text = call(charlie, "POST", "/api/tasks", {"title": "Charlie's", "id": id})
    assert status == 201
    assert CANARY not in text


def test_an_inbox_is_seen_by_its_person_alone(alice: Person, bob: Person) -> None:
    task = alice.client.post("/api/tasks?workspace=acme", json={"title": f"{CANARY} title"}).get_json()["data"]
    assert bob.client.get("/api/tasks?workspace=acme").get_json()["pagination"]["total"] == 0
    for method, path, body in CALLS:
        status, text = call(bob, method, f"{path.format(**task)}?workspace=acme", body)
        assert CANARY not in text, path
        if "{" in path:
            assert status == 404, path
    operation = {"action": "complete", "id": task["id"]}
    _, text = call(bob, "POST", "/api/tasks/batch?workspace=acme", {"operations": [operation]})
    assert CANARY not in text
    found = bob.client.get(f"/api/tasks?workspace=acme&search={CANARY}").get_json()
    assert (found["data"], found["pagination"]["total"]) == ([], 0)
    assert bob.client.get("/api/tasks/stats/overview?workspace=acme").get_json()["data"]["total"] == 2
    own = bob.client.get("/api/tasks?workspace=acme").get_json()["data"]
    assert {one["title"] for one in own} == {"Mine now"}


def test_someone_who_was_removed_is_outside_with_the_next_call(team: Team, task: dict[str, Any]) -> None:
    from app.workspaces.models import Membership

    assert call(team.bob, "GET", "/api/tasks?workspace=acme", None)[0] == 200
    with in_workspace(team.workspace_id):
        db.session.get(Membership, (team.workspace_id, team.bob.member_id)).removed_at = utcnow()  # type: ignore[union-attr]
        db.session.commit()
    assert call(team.bob, "GET", "/api/tasks?workspace=acme", None)[0] == 404


def test_the_pages_do_not_answer_below_api(alice: Person) -> None:
    for path in ("/api/projects/WEB", "/api/tasks/rows/more", "/api/", "/api/nonsense", "/api/tasks/new/x"):
        response = alice.client.get(path)
        assert response.status_code == 404, path
        assert response.get_json()["success"] is False
