"""The trash: a task goes with what is under it, comes back as it was, or is forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.activity.models import Event
from app.extensions import db
from app.projects.models import Project
from app.tasks.models import Task, TaskSearch
from tests.cast import Person
from tests.tasks.conftest import Look
from tests.tasks.pages import paste, titles

LIST = "/acme/projects/WEB"


@pytest.fixture
def tree(alice: Person) -> None:
    paste(alice, "House\n  Roof\n    Tiles\n  Cellar\nGarden")


def live(project: Project) -> int:
    db.session.refresh(project)
    return project.open_count


def test_trashing_takes_the_subtasks_along_and_restoring_brings_them_back(
    alice: Person, tree: None, project: Project
) -> None:
    alice.post("/acme/tasks/WEB-1/trash")
    assert titles(alice.get(LIST).text) == ["Garden"]
    assert live(project) == 1
    alice.post("/acme/tasks/WEB-1/restoration")
    assert titles(alice.get(LIST).text) == ["House", "Garden"]
    assert live(project) == 5


def test_what_was_trashed_before_stays_in_the_trash(alice: Person, tree: None, look: Look) -> None:
    alice.post("/acme/tasks/WEB-2/trash")
    alice.post("/acme/tasks/WEB-1/trash")
    alice.post("/acme/tasks/WEB-1/restoration")
    assert look("Cellar").trashed_at is None
    assert look("Roof").trashed_at is not None
    assert look("Tiles").trashed_at is not None


def test_a_subtask_restored_alone_stands_alone_with_what_is_under_it(alice: Person, tree: None, look: Look) -> None:
    alice.post("/acme/tasks/WEB-1/trash")
    alice.post("/acme/tasks/WEB-2/restoration")
    assert titles(alice.get(LIST).text) == ["Roof", "Garden"]
    assert look("Tiles").parent_id == look("Roof").id
    assert look("Tiles").trashed_at is None
    alice.post("/acme/tasks/WEB-1/restoration")
    assert titles(alice.get(LIST).text) == ["House", "Roof", "Garden"]


def test_trashing_twice_is_one_event(alice: Person, tree: None, inside: None) -> None:
    for _ in range(2):
        alice.post("/acme/tasks/WEB-5/trash")
    assert db.session.scalar(select(func.count()).where(Event.kind == "task.trashed")) == 1


def test_only_what_is_in_the_trash_is_deleted_for_ever(alice: Person, tree: None, look: Look) -> None:
    assert alice.post("/acme/tasks/WEB-1/deletion").status_code == 422
    assert look("House").title == "House"


def test_deleting_for_ever_leaves_no_word_behind(alice: Person, bob: Person, tree: None, inside: None) -> None:
    bob.post("/acme/tasks/WEB-3/comments", {"body": "Secret words"})
    alice.post("/acme/tasks/WEB-3", {"title": "Secret tiles"})
    alice.post("/acme/tasks/WEB-1/trash")
    alice.post("/acme/tasks/WEB-1/deletion")
    assert alice.get("/acme/tasks/WEB-3").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Task)) == 1
    assert db.session.scalar(select(func.count()).select_from(TaskSearch)) == 1
    said = [str((event.before, event.after)) for event in db.session.scalars(select(Event))]
    for word in ("House", "Roof", "Tiles", "Cellar", "Secret"):
        assert not any(word in text for text in said), word
    assert any("Garden" in text for text in said)


def test_a_task_of_a_trashed_project_is_not_restored_alone(alice: Person, tree: None) -> None:
    alice.post("/acme/tasks/WEB-5/trash")
    alice.post("/acme/projects/WEB/trash")
    answer = alice.post("/acme/tasks/WEB-5/restoration")
    assert answer.status_code == 422
    assert "Restore the project first" in answer.text


def test_strangers_and_guests_trash_nothing(charlie: Person, gina: Person, tree: None) -> None:
    for verb in ("trash", "restoration", "deletion"):
        assert charlie.post(f"/acme/tasks/WEB-1/{verb}").status_code == 404
        assert gina.post(f"/acme/tasks/WEB-1/{verb}").status_code == 403
