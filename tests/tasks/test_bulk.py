"""Many tasks changed at once: all or none, one change, and never somebody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.activity.models import Event
from app.extensions import db
from app.projects.models import Label, Project, Section
from app.tasks import matching_refs
from app.tasks.models import Task
from app.tasks.reminding.models import Reminder
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import add, paste, titles

LIST = "/acme/projects/WEB"
BULK = "/acme/tasks/bulk"


@pytest.fixture(autouse=True)
def tasks(alice: Person, inside: None) -> None:
    paste(alice, "House\n  Roof\nGarden\nFence")


def change(person: Person, refs: str, form: Mapping[str, object], **options: object) -> TestResponse:
    return person.post(BULK, {"ref": refs.split(), **form}, **options)


def last_events() -> list[Event]:
    """Return the events of the last change."""
    db.session.rollback()
    last = db.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    return list(db.session.scalars(select(Event).where(Event.change_id == last.change_id).order_by(Event.id)))


def test_a_plain_form_changes_all_and_leads_back(alice: Person, look: Look) -> None:
    answer = change(alice, "WEB-1 WEB-3 WEB-4", {"priority": "high", "next": LIST})
    assert (answer.status_code, answer.location) == (303, LIST)
    assert [look(title).priority for title in ("House", "Garden", "Fence", "Roof")] == [3, 3, 3, 0]
    assert [event.kind for event in last_events()] == ["task.changed"] * 3
    assert "3 tasks changed" in alice.get(LIST).text


def test_every_field_can_be_changed(alice: Person, look: Look) -> None:
    alice.post("/acme/projects/WEB/sections", {"name": "Outside"})
    section = db.session.scalars(select(Section.id)).one()
    for form in (
        {"status": "in_progress"},
        {"priority": "urgent"},
        {"due_date": "2027-02-03"},
        {"start_on": "2027-01-02"},
        {"estimate": "1h 30m"},
        {"section_id": str(section)},
        {"add_assignees": str(alice.member_id)},
    ):
        assert change(alice, "WEB-3 WEB-4", form).status_code == 303, form
    for title in ("Garden", "Fence"):
        task = look(title)
        assert (task.status, task.priority, task.due_on, task.start_on) == (
            "in_progress",
            4,
            date(2027, 2, 3),
            date(2027, 1, 2),
        )
        assert (task.estimate, task.section_id) == (90, section)
        assert [person.id for person in task.assignees] == [alice.member_id]


def test_a_new_day_keeps_each_tasks_own_time(alice: Person, look: Look) -> None:
    alice.post("/acme/tasks/WEB-3", {"due_date": "2027-01-01", "due_time": "17:00", "due_zone": ""})
    change(alice, "WEB-3 WEB-4", {"due_date": "2027-02-03"})
    assert (look("Garden").due_time.hour, look("Fence").due_time) == (17, None)  # type: ignore[union-attr]
    change(alice, "WEB-3 WEB-4", {"due_date": "2027-02-03", "due_time": "", "due_zone": ""})
    assert look("Garden").due_time is None
    change(alice, "WEB-3", {"due_date": ""})
    assert look("Garden").due_on is None


def test_labels_come_and_go_without_touching_the_others(alice: Person, look: Look) -> None:
    for name in ("red", "blue"):
        alice.post("/acme/settings/labels", {"name": name, "hue": "sky"})
    red, blue = db.session.scalars(select(Label.id).order_by(Label.name.desc()))
    alice.post("/acme/tasks/WEB-3", {"has": "labels", "labels": str(red)})
    change(alice, "WEB-3 WEB-4", {"add_labels": str(blue)})
    assert [label.name for label in look("Garden").labels] == ["blue", "red"]
    change(alice, "WEB-3 WEB-4", {"remove_labels": str(red)})
    assert [label.name for label in look("Garden").labels] == ["blue"]
    assert [event.kind for event in last_events()] == ["task.changed"], "one had it, one event"


def test_completing_asks_once_about_subtasks_that_were_not_chosen(alice: Person, look: Look) -> None:
    asked = change(alice, "WEB-1 WEB-3", {"status": "completed", "next": LIST})
    assert "1 subtask is still open" in asked.text
    assert look("Garden").status == "pending"
    change(alice, "WEB-1 WEB-3", {"status": "completed", "subtasks": "no"})
    assert [look(title).status for title in ("House", "Roof", "Garden")] == ["completed", "pending", "completed"]
    change(alice, "WEB-1 WEB-3", {"status": "pending"})
    change(alice, "WEB-1 WEB-3", {"status": "completed", "subtasks": "yes"})
    assert look("Roof").status == "completed"
    assert len(last_events()) == 3
    change(alice, "WEB-1 WEB-2", {"status": "pending"})
    assert change(alice, "WEB-1 WEB-2", {"status": "completed"}).status_code == 303, "it was chosen itself"


def test_the_question_comes_as_a_dialog_where_htmx_asks(alice: Person) -> None:
    asked = change(alice, "WEB-1 WEB-3", {"status": "completed"}, headers=htmx(LIST))
    assert "#dialogs" in asked.text
    assert "data-open" in asked.text
    assert 'name="subtasks"' in asked.text


def test_moving_takes_subtasks_along_once(alice: Person, look: Look) -> None:
    alice.post("/acme/projects", {"name": "Operations", "key": "OPS"})
    change(alice, "WEB-1 WEB-2 WEB-4", {"project": "OPS"})
    assert [look(title).ref for title in ("House", "Roof", "Fence")] == ["OPS-1", "OPS-2", "OPS-3"]
    assert look("Roof").parent_id == look("House").id
    assert alice.get("/acme/tasks/WEB-2").location == "/acme/tasks/OPS-2"
    counts = {row.key: row.open_count for row in db.session.scalars(select(Project))}
    assert (counts["WEB"], counts["OPS"]) == (1, 3)
    assert [change(alice, refs, {"project": "OPS"}).status_code for refs in ("OPS-1 WEB-3", "OPS-1")] == [303, 303]


def test_trash_takes_the_whole_family_and_brings_each_back(alice: Person, look: Look) -> None:
    change(alice, "WEB-1 WEB-2 WEB-4", {"trash": "yes"})
    assert titles(alice.get(LIST).text) == ["Garden"]
    alice.post("/acme/tasks/WEB-1/restoration")
    assert titles(alice.get(LIST).text) == ["House", "Garden"]
    assert look("Roof").trashed_at is None


def test_one_that_cannot_be_changed_stops_all(alice: Person, bob: Person, look: Look) -> None:
    inbox = alice.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]
    add(alice, "Secret", project=inbox)
    answer = change(alice, f"WEB-3 {inbox}-1", {"add_assignees": str(bob.member_id)})
    assert answer.status_code == 422
    assert look("Garden").assignees == []


def test_nothing_chosen_and_too_many_are_said(alice: Person) -> None:
    assert "Choose at least one task" in alice.post(BULK, {"priority": "high"}).text
    assert "Choose what is to change" in change(alice, "WEB-3", {}).text
    assert "at most 500" in change(alice, " ".join(f"WEB-{n}" for n in range(1, 502)), {"priority": "high"}).text


def test_a_row_has_its_box_and_its_pickers(alice: Person) -> None:
    page = alice.get(LIST).text
    assert 'name="ref" value="WEB-3" form="bulk"' in page
    for field in ("priority", "due", "assignees"):
        picker = alice.get(f"/acme/tasks/pick?{field}=WEB-3")
        assert picker.status_code == 200
        assert f'form="pick" name="{field}" value="WEB-3"' in page
    assert 'value="WEB-3"' in picker.text


def test_the_picker_shows_what_some_have(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-3", {"priority": "high"})
    picker = alice.post("/acme/tasks/pick/priority", {"ref": ["WEB-3", "WEB-4"]}, headers=htmx(LIST)).text
    assert "<!doctype" not in picker
    assert picker.count("1 of 2") == 2
    everyone = alice.post("/acme/tasks/pick/assignees", {"ref": "WEB-3"}, headers=htmx(LIST)).text
    assert everyone.count('name="add_assignees"') == 3


def test_a_small_change_answers_with_rows_and_a_large_one_with_the_place(alice: Person) -> None:
    small = change(alice, "WEB-3 WEB-4", {"priority": "high"}, headers=htmx(LIST)).text
    assert 'hx-target="#task-WEB-3"' in small
    assert 'hx-target="#list"' not in small
    gone = change(alice, "WEB-3 WEB-4", {"trash": "yes"}, headers=htmx(LIST)).text
    assert '<hx-partial hx-target="#task-WEB-3" hx-swap="delete">' in gone
    assert "2 tasks in the trash" in gone
    paste(alice, "\n".join(f"Another {n}" for n in range(30)))
    many = " ".join(f"WEB-{n}" for n in range(5, 35))
    assert 'hx-target="#list"' in change(alice, many, {"trash": "yes"}, headers=htmx(LIST)).text


def test_a_tasks_own_page_and_panel_follow(alice: Person) -> None:
    alice.post("/acme/projects", {"name": "Operations", "key": "OPS"})
    own = change(alice, "WEB-3", {"priority": "high"}, headers=htmx("/acme/tasks/WEB-3")).text
    assert 'hx-target="#properties"' in own
    beside = change(alice, "WEB-3 WEB-4", {"priority": "low"}, headers=htmx(f"{LIST}?open=WEB-3")).text
    assert 'hx-target="#properties"' in beside
    assert 'hx-target="#task-WEB-4"' in beside
    moved = change(alice, "WEB-3", {"project": "OPS"}, headers=htmx("/acme/tasks/WEB-3"))
    assert moved.headers["HX-Redirect"] == "/acme/tasks/OPS-1"
    gone = change(alice, "OPS-1", {"trash": "yes"}, headers=htmx("/acme/tasks/OPS-1"))
    assert (gone.status_code, gone.headers["HX-Redirect"]) == (200, "/acme/projects/OPS")


def test_a_hundred_tasks_cost_a_bounded_number_of_statements(
    app: Flask, alice: Person, statements: Callable[[], list[str]]
) -> None:
    paste(alice, "\n".join(f"Task {n}" for n in range(100)))
    alice.post("/acme/projects", {"name": "Operations", "key": "OPS"})
    refs = " ".join(f"WEB-{n}" for n in range(5, 105))
    label = alice.post("/acme/settings/labels", {"name": "red", "hue": "sky"})
    assert label.status_code == 303
    red = db.session.scalar(select(Label.id))
    for form, most in (
        ({"priority": "high"}, 15),
        ({"due_date": "2027-02-03"}, 15),
        ({"add_labels": str(red)}, 18),
        ({"add_assignees": str(alice.member_id)}, 18),
        ({"status": "completed"}, 18),
        ({"project": "OPS"}, 30),
    ):
        statements()
        assert change(alice, refs, form).status_code == 303, form
        assert len(statements()) <= most, form
    paste(alice, "\n".join(f"Water {n} every day @red +alice remind 1 day before at 9am" for n in range(40)))
    repeating = db.session.scalars(select(Task).where(Task.repeat.is_not(None)).order_by(Task.number)).all()
    assert len(repeating) == 40
    told = " ".join(f"WEB-{task.number}" for task in repeating)
    db.session.rollback()
    statements()
    assert change(alice, told, {"status": "completed"}).status_code == 303
    assert len(statements()) <= 22
    coming = db.session.scalars(select(Task).where(Task.repeat.is_not(None)).order_by(Task.order_key)).all()
    assert [task.title for task in coming] == [f"Water {n}" for n in range(40)]
    assert [len(task.assignees) + len(task.labels) for task in coming] == [2] * 40
    assert db.session.scalar(select(func.count()).select_from(Reminder)) == 80
    moved = " ".join(f"OPS-{n}" for n in range(1, 101))
    statements()
    change(alice, moved, {"trash": "yes"})
    assert len(statements()) <= 18
    assert db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == "task.trashed")) == 100


def test_all_that_match_are_changed_also_those_on_no_page(alice: Person, look: Look) -> None:
    address = f"{LIST}?filter=house+or+roof"
    assert alice.post(BULK, {"matching": address, "priority": "high"}).status_code == 303
    assert [look(title).priority for title in ("House", "Roof", "Garden")] == [3, 3, 0]
    assert alice.post(BULK, {"matching": LIST, "priority": "low"}).status_code == 303
    assert [look(title).priority for title in ("House", "Roof", "Garden")] == [1, 3, 1]  # Roof has no row of its own
    picker = alice.post("/acme/tasks/pick/priority", {"matching": address}, headers=htmx(LIST)).text
    assert 'value="WEB-1,WEB-2"' in picker


def test_more_than_can_be_changed_at_once_are_refused(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching_refs, "MOST", 2)
    answer = alice.post(BULK, {"matching": LIST, "priority": "high"})
    assert answer.status_code == 422
    assert "More than 2 tasks match." in answer.text
