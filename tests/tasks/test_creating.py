"""New tasks: from one line, from the whole form, and only once however often the button is pressed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from app.extensions import db
from app.projects.models import Project
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import refs, titles

ID = "01900000-0000-7000-8000-000000000001"


def test_enter_makes_a_task_at_the_end_of_the_list(alice: Person) -> None:
    for title in ("First", "Second"):
        answer = alice.post("/acme/projects/WEB/tasks", {"title": title}, headers=htmx("/acme/projects/WEB"))
        assert answer.status_code == 200
        assert title in answer.text
    assert titles(alice.get("/acme/projects/WEB").text) == ["First", "Second"]


def test_the_whole_form_fills_every_field(alice: Person, look: Look) -> None:
    answer = alice.post(
        "/acme/tasks",
        {
            "title": "Call  Ada",
            "project": "WEB",
            "description": "About **it**.\r\nSoon.",
            "due_date": "2026-05-17",
            "due_time": "17:00",
            "due_zone": "Europe/Berlin",
            "priority": "high",
            "estimate": "1h 30m",
        },
    )
    assert answer.location == "/acme/tasks/WEB-1"
    task = look("Call Ada")
    assert (task.description, task.priority, task.estimate) == ("About **it**.\nSoon.", 3, 90)
    assert task.due_at is not None
    assert task.due_at.isoformat() == "2026-05-17T15:00:00+00:00"


def test_a_form_with_faults_comes_back_with_all_of_them_and_what_was_typed(alice: Person) -> None:
    answer = alice.post(
        "/acme/tasks", {"title": "", "project": "WEB", "due_date": "soon", "estimate": "ages", "description": "Kept"}
    )
    assert answer.status_code == 422
    for words in ("Write a title.", "“soon” is not a date.", "Write it like 45m", "Kept"):
        assert words in answer.text


def test_the_new_task_form_offers_ones_own_inbox(alice: Person, bob: Person) -> None:
    for person in (alice, bob):
        page = person.get("/acme/tasks/new")
        assert page.status_code == 200
        assert " selected>Inbox</option>" in page.text


def test_a_double_click_makes_one_task(alice: Person) -> None:
    for _ in range(2):
        alice.post("/acme/projects/WEB/tasks", {"title": "Once", "new_id": ID})
    assert refs(alice.get("/acme/projects/WEB").text) == ["WEB-1"]


def test_two_posts_at_the_same_moment_make_one_task(app: Flask, alice: Person) -> None:
    def press(_: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", alice.token)
        return client.post("/acme/projects/WEB/tasks", data={"title": "Once", "new_id": ID}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, range(4))) == [303] * 4
    assert titles(alice.get("/acme/projects/WEB").text) == ["Once"]


def test_tasks_made_at_the_same_moment_get_numbers_and_places_of_their_own(app: Flask, alice: Person) -> None:
    def press(number: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", alice.token)
        return client.post("/acme/projects/WEB/tasks", data={"title": f"Task {number}"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, range(12))) == [303] * 12
    assert sorted(refs(alice.get("/acme/projects/WEB").text)) == sorted(f"WEB-{n}" for n in range(1, 13))


def test_an_id_of_somebody_elses_task_is_not_told(alice: Person, bob: Person) -> None:
    inbox = bob.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]
    assert bob.post("/acme/tasks", {"title": "Private", "project": inbox, "new_id": ID}).status_code == 303
    answer = alice.post("/acme/projects/WEB/tasks", {"title": "Private", "new_id": ID})
    assert answer.status_code == 422
    assert "Private" not in alice.get("/acme/tasks").text


def test_numbers_are_never_used_again(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Gone"})
    alice.post("/acme/tasks/WEB-1/trash")
    alice.post("/acme/tasks/WEB-1/deletion")
    alice.post("/acme/projects/WEB/tasks", {"title": "Next"})
    assert refs(alice.get("/acme/projects/WEB").text) == ["WEB-2"]


def test_new_tasks_are_counted(alice: Person, project: Project) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "One\nTwo"})
    db.session.refresh(project)
    assert (project.open_count, project.closed_count) == (2, 0)


def test_strangers_and_guests_add_nothing(charlie: Person, gina: Person) -> None:
    assert charlie.post("/acme/projects/WEB/tasks", {"title": "Mine"}).status_code == 404
    assert gina.post("/acme/projects/WEB/tasks", {"title": "Mine"}).status_code == 403
