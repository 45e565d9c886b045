"""Moving to another project: new numbers, old ones that still lead here, and nobody's Inbox opened."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.projects.models import Project
from tests.cast import Person
from tests.tasks.conftest import Look
from tests.tasks.pages import add, paste, refs, titles, told


def inbox_of(person: Person) -> str:
    return person.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]


def counts(key: str) -> tuple[int, int]:
    db.session.rollback()
    project = db.session.scalars(select(Project).where(Project.key == key)).one()
    return project.open_count, project.closed_count


@pytest.fixture(autouse=True)
def trees(alice: Person, inside: None) -> None:
    assert alice.post("/acme/projects", {"name": "Operations", "key": "OPS"}).status_code == 303
    paste(alice, "House\n  Roof\n    Tiles\n  Cellar\nGarden")


def test_a_task_moves_with_its_subtasks_and_gets_new_numbers(alice: Person, look: Look) -> None:
    answer = alice.post("/acme/tasks/WEB-1/project", {"project": "OPS"})
    assert answer.location == "/acme/tasks/OPS-1"
    assert titles(alice.get("/acme/projects/OPS").text) == ["House"]
    assert titles(alice.get("/acme/projects/WEB").text) == ["Garden"]
    assert [look(title).ref for title in ("House", "Roof", "Tiles", "Cellar")] == ["OPS-1", "OPS-2", "OPS-3", "OPS-4"]
    assert look("Tiles").parent_id == look("Roof").id
    assert (counts("WEB"), counts("OPS")) == ((1, 0), (4, 0))


def test_former_numbers_lead_on_and_can_still_be_posted_to(alice: Person, look: Look) -> None:
    alice.post("/acme/tasks/WEB-1/project", {"project": "OPS"})
    answer = alice.get("/acme/tasks/WEB-3")
    assert (answer.status_code, answer.location) == (301, "/acme/tasks/OPS-3")
    alice.post("/acme/tasks/WEB-3", {"title": "Slates"})
    assert look("Slates").ref == "OPS-3"


def test_moving_back_gives_a_third_number_and_both_old_ones_lead_there(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-5/project", {"project": "OPS"})
    alice.post("/acme/tasks/OPS-1/project", {"project": "WEB"})
    for old in ("WEB-5", "OPS-1"):
        assert alice.get(f"/acme/tasks/{old}").location == "/acme/tasks/WEB-6"


def test_a_subtask_that_moves_leaves_its_parent_and_its_section(alice: Person, look: Look) -> None:
    alice.post("/acme/projects/WEB/sections", {"name": "Later"})
    alice.post("/acme/tasks/WEB-2/project", {"project": "OPS"})
    roof = look("Roof")
    assert (roof.parent_id, roof.section_id) == (None, None)
    assert look("Tiles").parent_id == roof.id


def test_moving_to_where_it_is_changes_nothing(alice: Person, look: Look) -> None:
    alice.post("/acme/tasks/WEB-5/project", {"project": "WEB"})
    assert (look("Garden").ref, look("Garden").version) == ("WEB-5", 1)


def test_the_history_says_where_it_came_from(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-5/project", {"project": "OPS"})
    page = alice.get("/acme/tasks/OPS-1").text
    assert told(page)[-1] == "Alice Adams moved it from Website (WEB-5) to Operations"


def test_what_others_are_assigned_to_does_not_disappear_into_an_inbox(alice: Person, bob: Person, look: Look) -> None:
    alice.post("/acme/tasks/WEB-3", {"has": "assignees", "assignees": str(bob.member_id)})
    answer = alice.post("/acme/tasks/WEB-1/project", {"project": inbox_of(alice)})
    assert answer.status_code == 422
    assert "only you see your Inbox" in answer.text
    assert look("House").ref == "WEB-1"


def test_in_an_inbox_a_task_is_its_owners_alone(alice: Person, bob: Person) -> None:
    mine = inbox_of(alice)
    alice.post("/acme/tasks/WEB-5/project", {"project": mine})
    assert alice.get(f"/acme/tasks/{mine}-1").status_code == 200
    for path in (f"/acme/tasks/{mine}-1", "/acme/tasks/WEB-5", f"/acme/projects/{mine}"):
        assert bob.get(path).status_code == 404, path
    assert "Garden" not in bob.get("/acme/tasks").text
    assert bob.post("/acme/tasks/WEB-1/project", {"project": mine}).status_code == 404
    add(bob, "Other")
    secret, nothing = (bob.post("/acme/tasks/WEB-6/place", {"before": ref}) for ref in (f"{mine}-1", "NONE-1"))
    assert (secret.status_code, secret.location) == (nothing.status_code, nothing.location)


def test_archived_projects_take_nothing_in(alice: Person) -> None:
    alice.post("/acme/projects/OPS/archive")
    answer = alice.post("/acme/tasks/WEB-5/project", {"project": "OPS"})
    assert answer.status_code in (403, 404, 422)
    assert "WEB-5" in refs(alice.get("/acme/projects/WEB").text)


def test_crossing_moves_and_completions_all_succeed(app: Flask, alice: Person) -> None:
    add(alice, *(f"There {n}" for n in range(6)), project="OPS")

    def act(turn: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", alice.token)
        here, there = (("WEB", "OPS"), ("OPS", "WEB"))[turn % 2]
        if turn < 4:
            return client.post(
                f"/acme/tasks/{here}-{5 if here == 'WEB' else turn}/project", data={"project": there}
            ).status_code
        number = turn if here == "OPS" else 2 + turn % 3
        return client.post(
            f"/acme/tasks/{here}-{number}/status", data={"status": "completed", "subtasks": "yes"}
        ).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(act, range(7))) == {303}
    db.session.rollback()
    for key in ("WEB", "OPS"):
        project = db.session.scalars(select(Project).where(Project.key == key)).one()
        shown = alice.get(f"/acme/projects/{key}?status=open&subtasks=all").text
        assert project.open_count == len(refs(shown))


def test_one_event_tells_of_a_move(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-1/project", {"project": "OPS"})
    db.session.rollback()
    assert len(list(db.session.scalars(select(Event).where(Event.kind == "task.moved_to_project")))) == 1


def test_strangers_and_guests_move_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post("/acme/tasks/WEB-1/project", {"project": "OPS"}).status_code == 403
    assert charlie.post("/acme/tasks/WEB-1/project", {"project": "OPS"}).status_code == 404
