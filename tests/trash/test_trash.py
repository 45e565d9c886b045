"""The trash page: what was put away, by whom, and the ways out of it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from app.activity.models import Event
from app.cleaning import empty_trash
from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.models import Project
from app.tasks.models import Task
from tests.cast import Person, Team


def put_away(person: Person, number: int, title: str) -> None:
    person.post("/acme/projects/WEB/tasks", {"title": title})
    person.post(f"/acme/tasks/WEB-{number}/trash")


def texts(team: Team) -> str:
    with in_workspace(team.workspace_id):
        return " ".join(f"{event.before} {event.after}" for event in db.session.scalars(select(Event)))


def test_a_trashed_task_is_listed_with_who_and_when(alice: Person, bob: Person) -> None:
    assert "The trash is empty" in alice.get("/acme/trash").text
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map\n  Find a pen"})
    bob.post("/acme/tasks/WEB-1/trash")
    page = alice.get("/acme/trash").text
    assert "Draw the map" in page
    assert "Find a pen" not in page
    assert "with 1 subtask" in page
    assert "Bob Brown, <time" in page
    assert "30 days" in page


def test_a_task_is_restored_with_its_subtasks(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map\n  Find a pen"})
    alice.post("/acme/tasks/WEB-1/trash")
    alice.post("/acme/tasks/WEB-1/restoration")
    assert "Find a pen" in alice.get("/acme/tasks/WEB-1").text
    assert "The trash is empty" in alice.get("/acme/trash").text


def test_deleting_a_task_for_ever_asks_first(alice: Person, team: Team) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map\n  Find a pen"})
    alice.post("/acme/tasks/WEB-1/trash")
    assert "its 1 subtask" in alice.get("/acme/tasks/WEB-1/deletion").text
    alice.post("/acme/tasks/WEB-1/deletion")
    assert alice.get("/acme/tasks/WEB-1").status_code == alice.get("/acme/tasks/WEB-2").status_code == 404
    assert "Draw the map" not in texts(team)


def test_a_trashed_project_takes_its_tasks_out_of_every_list(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    alice.post("/acme/projects/WEB/trash")
    for path in ("/acme/tasks", "/acme/tasks?q=map", "/acme/projects"):
        assert "Draw the map" not in bob.get(path).text
        assert "Website" not in bob.get(path).text
    assert bob.get("/acme/projects/WEB").status_code == 404
    page = bob.get("/acme/trash").text
    assert "Website" in page
    assert "1 task · Alice Adams" in page
    bob.post("/acme/projects/WEB/restoration")
    assert "Draw the map" in bob.get("/acme/tasks?q=map").text


def test_a_project_is_deleted_for_ever_only_by_its_name(alice: Person, bob: Person, team: Team) -> None:
    alice.post("/acme/projects/WEB/sections", {"name": "Soon"})
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map\n  Find a pen"})
    alice.post("/acme/projects/WEB/deletion", {"name": "Website"})
    assert alice.get("/acme/projects/WEB").status_code == 200
    alice.post("/acme/projects/WEB/trash")
    assert bob.post("/acme/projects/WEB/deletion", {"name": "Website"}).status_code == 403
    answer = alice.post("/acme/projects/WEB/deletion", {"name": "Web"})
    assert answer.status_code == 422
    assert "Type the project’s name, “Website”" in answer.text
    assert alice.post("/acme/projects/WEB/deletion", {"name": "website"}).location == "/acme/trash"
    assert alice.get("/acme/tasks/WEB-1").status_code == 404
    assert "WEB belongs, or belonged" in alice.post("/acme/projects", {"name": "New", "key": "WEB"}).text
    said = texts(team)
    assert not any(word in said for word in ("Draw the map", "Find a pen", "Website", "Soon"))


def test_emptying_the_trash_asks_and_leaves_the_inboxes_of_others_alone(alice: Person, bob: Person, team: Team) -> None:
    with in_workspace(team.workspace_id):
        inbox = db.session.scalar(select(Project.key).where(Project.inbox_of == bob.member_id))
    bob.post(f"/acme/projects/{inbox}/tasks", {"title": "Mine alone"})
    bob.post(f"/acme/tasks/{inbox}-1/trash")
    put_away(alice, 1, "Draw the map")
    alice.post("/acme/projects", {"name": "Books"})
    alice.post("/acme/projects/BOO/trash")
    assert "Mine alone" not in alice.get("/acme/trash").text
    assert "1 task and 1 project go for ever" in alice.get("/acme/trash/emptying").text
    assert bob.post("/acme/trash/emptying").status_code == 403
    alice.post("/acme/trash/emptying")
    assert "The trash is empty" in alice.get("/acme/trash").text
    assert "Mine alone" in bob.get("/acme/trash").text


def test_an_admin_neither_sees_nor_deletes_what_is_hidden_from_them(alice: Person, bob: Person) -> None:
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    for key in ("HID", "OPEN"):
        alice.post("/acme/projects", {"name": f"Plans of {key}", "key": key})
    alice.post("/acme/projects/HID/sharing", {"visibility": "private"})
    for key in ("HID", "OPEN"):
        alice.post(f"/acme/projects/{key}/trash")
    assert "Plans of OPEN" in bob.get("/acme/trash").text
    assert "Plans of HID" not in bob.get("/acme/trash").text
    bob.post("/acme/trash/emptying")
    alice.get("/acme/tasks")  # where she is told what she did
    page = alice.get("/acme/trash").text
    assert "Plans of HID" in page
    assert "Plans of OPEN" not in page


def test_what_was_trashed_thirty_days_ago_goes_by_itself(alice: Person, team: Team) -> None:
    put_away(alice, 1, "Old")
    put_away(alice, 2, "Young")
    alice.post("/acme/projects", {"name": "Ancient", "tasks": "Old thing"})
    alice.post("/acme/projects/ANC/trash")
    with in_workspace(team.workspace_id):
        then = utcnow() - timedelta(days=30, minutes=1)
        db.session.execute(update(Task).where(Task.title == "Old").values(trashed_at=then))
        db.session.execute(update(Project).where(Project.key == "ANC").values(trashed_at=then))
        db.session.commit()
    assert "Ancient" in alice.get("/acme/trash").text
    empty_trash(utcnow())
    page = alice.get("/acme/trash").text
    assert "Young" in page
    assert "Old" not in page
    assert "Ancient" not in page
    assert "ANC belongs" in alice.post("/acme/projects", {"name": "New", "key": "ANC"}).text


def test_guests_and_outsiders_do_not_see_the_trash(alice: Person, gina: Person, charlie: Person) -> None:
    put_away(alice, 1, "Draw the map")
    for path in ("/acme/trash", "/acme/trash/emptying", "/acme/tasks/WEB-1/deletion"):
        assert gina.get(path).status_code == 403
        assert charlie.get(path).status_code == 404
    assert charlie.post("/acme/trash/emptying").status_code == 404


def test_a_task_of_a_trashed_project_can_be_read_and_not_changed(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    alice.post("/acme/projects/WEB/trash")
    page = alice.get("/acme/tasks/WEB-1").text
    assert "Its project is in the trash." in page
    assert 'aria-label="Title"' not in page
    assert 'aria-label="Task menu"' not in page
    assert alice.post("/acme/tasks/WEB-1", {"title": "Other"}).status_code == 404
