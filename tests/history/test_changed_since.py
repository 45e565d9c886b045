"""What somebody changed since is not undone behind their back: it is shown, and one chooses."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from app.activity.models import Event
from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.models import Label
from app.tasks.creating import create_task
from app.workspaces.models import Membership
from tests.cast import Person, Team
from tests.clients import htmx
from tests.history.conftest import Look, last_change
from tests.history.dump import dump
from tests.tasks.pages import add, titles

TASK = "/acme/tasks/WEB-1"


@pytest.fixture
def change(alice: Person) -> uuid.UUID:
    """Alice changed two fields of a task at once."""
    add(alice, "Draw the map", "Find a pen")
    alice.post(TASK, {"title": "Draw the plan", "priority": "high"})
    return last_change()


def test_the_difference_is_shown_and_nothing_is_undone(
    alice: Person, bob: Person, look: Look, change: uuid.UUID
) -> None:
    bob.post(TASK, {"title": "Draw it large"})
    answer = alice.post(f"/acme/changes/{change}/undo")
    assert answer.status_code == 409
    for words in ("This was changed since", "Draw the map", "Draw the plan", "Draw it large", "Undo only the rest"):
        assert words in answer.text
    assert look("Draw it large").priority == 3
    partial = alice.post(f"/acme/changes/{change}/undo", headers=htmx("/acme/projects/WEB"))
    assert partial.headers["HX-Redirect"] == f"/acme/changes/{change}/undo"
    assert "Draw it large" in alice.get(f"/acme/changes/{change}/undo").text


@pytest.mark.parametrize(("choice", "title"), [("rest", "Draw it large"), ("anyway", "Draw the map")])
def test_one_chooses_what_to_undo_all_the_same(
    alice: Person, bob: Person, look: Look, change: uuid.UUID, choice: str, title: str
) -> None:
    bob.post(TASK, {"title": "Draw it large"})
    assert alice.post(f"/acme/changes/{change}/undo", {"choice": choice}).status_code == 303
    assert look(title).priority == 0


def test_other_fields_do_not_stand_in_the_way(alice: Person, bob: Person, look: Look, change: uuid.UUID) -> None:
    bob.post(TASK, {"description": "In ink", "due_date": "2030-01-01"})
    assert alice.post(f"/acme/changes/{change}/undo").status_code == 303
    task = look("Draw the map")
    assert (task.priority, task.description) == (0, "In ink")


def test_people_and_labels_are_put_back_one_by_one(alice: Person, bob: Person, look: Look) -> None:
    add(alice, "Draw the map")
    alice.post(TASK, {"has": "assignees", "assignees": str(alice.member_id)})
    mine = last_change()
    bob.post(TASK, {"has": "assignees", "assignees": [str(alice.member_id), str(bob.member_id)]})
    alice.post(f"/acme/changes/{mine}/undo")
    assert [person.id for person in look("Draw the map").assignees] == [bob.member_id]


def test_what_others_wrote_in_a_new_task_does_not_vanish_with_it(alice: Person, bob: Person, look: Look) -> None:
    add(alice, "Draw the map")
    made = last_change()
    bob.post(f"{TASK}/comments", {"body": "Which one?"})
    bob.post(f"{TASK}/subtasks", {"title": "Sharpen"})
    answer = alice.post(f"/acme/changes/{made}/undo")
    assert answer.status_code == 409
    assert "Since then: 1 comment, 1 subtask" in answer.text
    alice.post(f"/acme/changes/{made}/undo", {"choice": "anyway"})
    assert look("Draw the map").trashed_at is not None


def test_a_task_that_was_moved_again_or_is_in_the_trash_says_so(alice: Person, bob: Person) -> None:
    add(alice, "A", "B", "C")
    alice.post("/acme/tasks/WEB-3/place", {"before": "WEB-1"})
    moved = last_change()
    bob.post("/acme/tasks/WEB-3/place", {"after": "WEB-1"})
    assert "Moved again since" in alice.post(f"/acme/changes/{moved}/undo").text
    bob.post("/acme/undo")
    assert alice.post(f"/acme/changes/{moved}/undo").status_code == 303
    assert titles(alice.get("/acme/projects/WEB").text) == ["A", "B", "C"]
    alice.post("/acme/redo")
    bob.post("/acme/tasks/WEB-3/trash")
    answer = alice.post(f"/acme/changes/{moved}/undo")
    assert (answer.status_code, "It is in the trash. Restore it first." in answer.text) == (409, True)


def test_undoing_twice_is_once(alice: Person, look: Look, change: uuid.UUID) -> None:
    for _ in range(2):
        assert alice.post(f"/acme/changes/{change}/undo").status_code == 303
    assert look("Draw the map").priority == 0
    assert count_undos(change) == 1
    alice.get("/acme/projects/WEB")
    alice.post(f"/acme/changes/{change}/undo")
    assert "That has happened already." in alice.get("/acme/projects/WEB").text


def test_two_tabs_undo_once(alice: Person, change: uuid.UUID) -> None:
    db.session.remove()
    with ThreadPoolExecutor(4) as tabs:
        answers = list(tabs.map(lambda _: alice.client.application.test_client(), range(4)))
        for tab in answers:
            tab.set_cookie("primo_session", alice.token)
        done = list(tabs.map(lambda tab: tab.post(f"/acme/changes/{change}/undo").status_code, answers))
    assert done == [303] * 4
    assert count_undos(change) == 1


def count_undos(change: uuid.UUID) -> int:
    db.session.rollback()
    return len(set(db.session.scalars(select(Event.change_id).where(Event.undoes == change))))


def test_the_next_occurrence_goes_with_the_completion_that_made_it(alice: Person, team: Team, look: Look) -> None:
    """A completion that also made a task, in one change: undoing it takes back both."""
    add(alice, "Water the plants")
    viewer, now = alice.viewer(), utcnow()
    with in_workspace(team.workspace_id):
        task = look("Water the plants")
        task.complete(viewer, now)
        create_task(task.project, {"title": "Water them again"}, by=viewer, at=now)
        db.session.commit()
    alice.post("/acme/undo")
    assert look("Water the plants").status == "pending"
    assert look("Water them again").trashed_at is not None


def test_the_policy_is_asked_again(alice: Person, bob: Person, charlie: Person, look: Look) -> None:
    add(bob, "Draw the map")
    change = last_change()
    bob.post(f"{TASK}/comments", {"body": "Mine"})
    said = last_change()
    assert alice.post(f"/acme/changes/{said}/undo").status_code == 403
    assert charlie.post(f"/acme/changes/{change}/undo").status_code == 404
    assert bob.post(f"/acme/changes/{uuid.uuid4()}/undo").status_code == 404
    shared = {"visibility": "workspace", "people": [str(bob.member_id)]}
    assert alice.post("/acme/projects/WEB/sharing", shared).status_code == 303
    db.session.execute(update(Membership).where(Membership.id == bob.member_id).values(role="guest"))
    db.session.commit()
    for path in (f"/acme/changes/{change}/undo", "/acme/undo"):
        assert bob.post(path).status_code == 403
    assert look("Draw the map").trashed_at is None


def test_what_cannot_be_undone_says_why(alice: Person, change: uuid.UUID) -> None:
    alice.post(f"{TASK}/trash")
    alice.post(f"{TASK}/deletion")
    answer = alice.post(f"/acme/changes/{last_change()}/undo")
    assert (answer.status_code, "Deleted for ever." in answer.text) == (422, True)
    assert alice.post(f"/acme/changes/{change}/undo").status_code == 404


def test_what_was_put_back_by_hand_is_passed_over(alice: Person, bob: Person, look: Look) -> None:
    add(alice, "A")
    alice.post(TASK, {"title": "B"})
    renamed = last_change()
    bob.post(TASK, {"title": "A"})
    assert alice.post(f"/acme/changes/{renamed}/undo").status_code == 422
    alice.post("/acme/undo")
    assert look("A").trashed_at is not None


def test_undo_and_redo_follow_ones_own_changes(alice: Person, bob: Person, look: Look) -> None:
    add(alice, "A", "B")
    alice.post(TASK, {"title": "A1"})
    alice.post("/acme/tasks/WEB-2", {"title": "B1"})
    bob.post("/acme/tasks/WEB-2", {"description": "Bob was here"})
    for expected in ("B", "A"):
        alice.post("/acme/undo")
        assert look(expected).version
    for expected in ("A1", "B1"):
        alice.post("/acme/redo")
        assert look(expected).version
    alice.post("/acme/redo")
    assert "There is nothing to redo." in alice.get("/acme/projects/WEB").text
    alice.post("/acme/undo")
    alice.post(TASK, {"title": "A2"})
    alice.post("/acme/redo")
    assert look("B").description == "Bob was here"
    db.session.execute(update(Event).values(at=utcnow().replace(year=2020)))
    db.session.commit()
    alice.get("/acme/projects/WEB")
    alice.post("/acme/undo")
    assert "You have changed nothing in the last day." in alice.get("/acme/projects/WEB").text


BULKS: dict[str, tuple[dict[str, str], int]] = {
    "a field": ({"priority": "high"}, 40),
    "a status": ({"status": "completed"}, 40),
    "a label": ({"add_labels": ""}, 40),
    "the trash": ({"trash": "yes"}, 40),
    "another project": ({"project": "TWO"}, 1500),
}


@pytest.mark.parametrize("what", BULKS)
def test_a_bulk_of_a_hundred_is_undone_in_few_statements(
    alice: Person, statements: Callable[[], list[str]], what: str
) -> None:
    alice.post("/acme/projects", {"name": "Two", "key": "TWO"})
    alice.post("/acme/settings/labels", {"name": "map"})
    alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(100))})
    form, most = BULKS[what]
    label = db.session.scalars(select(Label.id)).one()
    before = dump()
    refs = [f"WEB-{n + 1}" for n in range(100)]
    sent = {"add_labels": str(label)} if "add_labels" in form else form
    alice.post("/acme/tasks/bulk", {"ref": refs, **sent})
    assert dump() != before
    change = last_change()
    statements()
    assert alice.post(f"/acme/changes/{change}/undo").status_code == 303
    assert len(statements()) <= most
    assert dump() == before
