"""Many changes in one call: each item succeeds or fails by itself, with its reason."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import func, select

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from app.projects.models import Project
from tests.cast import Person, Team

ACME = "?workspace=acme"


def run(person: Person, *operations: Any) -> list[dict[str, Any]]:
    response = person.client.post(f"/api/tasks/batch{ACME}", json={"operations": list(operations)})
    assert response.status_code == 200, response.text
    body = response.get_json()
    results: list[dict[str, Any]] = body["data"]["results"]
    assert [result["index"] for result in results] == list(range(len(operations)))
    assert body["success"] is all(result["success"] for result in results)
    assert body["data"]["succeeded"] + body["data"]["failed"] == len(operations)
    return results


def create(title: str, **fields: Any) -> dict[str, Any]:
    return {"action": "create", "title": title, "project": "WEB"} | fields


def test_all_four_actions_in_one_call(alice: Person) -> None:
    one, two = uuid.uuid4(), uuid.uuid4()
    results = run(
        alice,
        create("One", id=str(one)),
        create("Two", id=str(two)),
        {"action": "update", "id": str(one), "title": "First", "status": "in-progress"},
        {"action": "complete", "id": "WEB-2"},
        {"action": "delete", "id": str(one)},
    )
    assert [result["success"] for result in results] == [True] * 5
    assert results[2]["data"]["title"] == "First"
    assert results[3]["data"]["status"] == "completed"
    assert alice.client.get(f"/api/tasks/{one}{ACME}").status_code == 404
    assert alice.client.get(f"/api/tasks/{two}{ACME}").status_code == 200


def test_a_failed_item_leaves_the_others_and_nothing_of_itself(team: Team) -> None:
    results = run(
        team.alice,
        create("Good"),
        create(""),
        create("With a subtask"),
        create("Subtask", project=None, parent="WEB-2"),
        {"action": "complete", "id": "WEB-2"},
        create("Made, then refused for its people", assignees=[str(uuid.uuid4())]),
        {"action": "delete", "id": "WEB-99"},
        {"action": "explode", "id": "WEB-1"},
        {"action": ["create"]},
        "nonsense",
        create("Last", colour="red"),
        create("Really last"),
    )
    assert [result.get("status", 200) for result in results] == [
        *(200, 422, 200, 200, 409, 422, 404, 422, 422, 422, 422, 200)
    ]
    assert results[1]["errors"] == {"title": ["Write a title."]}
    assert set(results[4]["errors"]) == {"with_subtasks"}
    titles = [task["title"] for task in team.alice.client.get(f"/api/tasks{ACME}&sort=number").get_json()["data"]]
    assert titles == ["Good", "With a subtask", "Subtask", "Really last"]
    with in_workspace(team.workspace_id):
        created = select(func.count()).select_from(Event).where(Event.kind == "task.created")
        assert db.session.scalar(created) == 4
        website = db.session.scalars(select(Project).where(Project.key == "WEB")).one()
        assert (website.open_count, website.closed_count) == (4, 0)


def test_a_batch_is_one_change_of_the_workspace(team: Team) -> None:
    before = team.alice.viewer().version
    run(team.alice, create("One"), create(""), create("Two"))
    assert team.alice.viewer().version == before + 1
    with in_workspace(team.workspace_id):
        assert len(set(db.session.scalars(select(Event.change_id).where(Event.kind == "task.created")))) == 1


def test_a_conflict_in_a_batch_shows_both_values(alice: Person, bob: Person) -> None:
    run(alice, create("Buy milk"))
    run(bob, {"action": "update", "id": "WEB-1", "title": "Buy bread"})
    [result] = run(alice, {"action": "update", "id": "WEB-1", "title": "Buy jam", "version": 1})
    assert result["status"] == 409
    assert result["conflicts"]["title"]["theirs"] == "Buy bread"


def test_an_empty_or_endless_batch_is_refused(alice: Person) -> None:
    for operations in ([], [create("x")] * 101, "nonsense", None):
        response = alice.client.post(f"/api/tasks/batch{ACME}", json={"operations": operations})
        assert response.status_code == 422
        assert list(response.get_json()["errors"]) == ["operations"]
