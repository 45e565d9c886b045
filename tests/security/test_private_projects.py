"""A private project is seen by its people alone, and a guest sees nothing but the projects they were added to."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from werkzeug.test import TestResponse

from app.activity.relay import relay
from app.database import in_workspace, utcnow
from app.extensions import db
from app.live.asking import read_projects
from app.live.frames import Entry, Frame, Telling
from app.projects.models import Project
from app.projects.sharing import share
from app.projects.visibility import seen, visible_to
from app.subscribers import SUBSCRIBERS
from app.workspaces.models import Membership, Role
from app.workspaces.policy import is_visible
from tests.above import above_the_walls
from tests.cast import Person, Team
from tests.rules.routes import ask, cells
from tests.security.bare import bare, browser

CANARY = "canaryword"
SHARING = "/acme/projects/CAN/sharing"
HOLD = """
select md5(string_agg(row, ',' order by row)) from (
  select p::text as row from projects p where key = 'CAN'
  union all select t::text from tasks t join projects p on p.id = t.project_id where key = 'CAN'
  union all select s::text from sections s join projects p on p.id = s.project_id where key = 'CAN'
  union all select c::text from comments c join tasks t on t.id = c.task_id join projects p on p.id = t.project_id
             where p.key = 'CAN') rows"""
RAW = text(f"select id from projects p where p.workspace_id = :w and {seen(me=':me', workspace=':w')}")


@pytest.fixture
def hidden(team: Team, alice: Person, bob: Person) -> None:
    """Alice's private project; Bob had tasks in it, was named in it and heard of it while it was open."""
    alice.post("/acme/projects", {"name": f"{CANARY} project", "key": "CAN"})
    lines = f"{CANARY} first today !urgent @{CANARY}label +bob\n  {CANARY} under it\n{CANARY} third tomorrow"
    alice.post("/acme/projects/CAN/tasks", {"title": lines})
    alice.post("/acme/projects/CAN/sections", {"name": f"{CANARY} section"})
    bob.post("/acme/projects/CAN/tasks", {"title": f"{CANARY} of his own today"})
    alice.post("/acme/tasks/CAN-1", {"has": "assignees", "assignees": [str(bob.member_id)]})
    alice.post("/acme/tasks/CAN-1", {"description": f"{CANARY} described"})
    alice.post("/acme/tasks/CAN-1/comments", {"body": f"{CANARY} for @Bob Brown and @Gina Green"})
    alice.post("/acme/tasks/CAN-3/trash")
    alice.post("/acme/filters", {"name": "Of it", "query": "?project=CAN", "shared": "yes"})
    relay(SUBSCRIBERS, utcnow())
    assert bob.viewer().unread > 0
    assert alice.post(SHARING, {"visibility": "private"}).status_code == 303
    db.session.rollback()


def told_to(who: Person, answer: TestResponse) -> str:
    """Return what was answered; labels belong to all of the workspace but guests, whatever carries them."""
    return answer.text if who.name.startswith("Gina") else answer.text.replace(f"{CANARY}label", "")


def holds() -> str:
    with above_the_walls() as connection:
        return str(connection.scalar(text(HOLD)))


def test_no_page_shows_a_word_of_it_to_others(app: Flask, hidden: None, bob: Person, gina: Person) -> None:
    for who in (bob, gina):
        quick = bare(app, who)
        for cell in cells(app):
            if cell.method == "GET" and cell.is_of_a_workspace and "stream" not in cell.endpoint:
                answer = ask(quick, cell, workspace="acme")
                assert CANARY not in told_to(who, answer), (who.name, cell)
                assert answer.status_code < 500, cell


def test_what_is_asked_by_name_is_not_found(app: Flask, hidden: None, alice: Person, bob: Person, gina: Person) -> None:
    asked = (
        "tasks?q=canarywor",
        "tasks?filter=project:CAN",
        "tasks?status=all&subtasks=all",
        "palette/tasks?q=canarywor",
        "my-work",
        "today",
        "upcoming",
        "updates",
        "history?project=CAN",
        "trash",
        "overview",
        "projects",
        "tasks/board",
        "tasks/calendar",
        "tasks/table",
        "tasks?open=CAN-1",
        "filters/of-it",
    )
    for who, path in product((bob, gina), asked):
        answer = bare(app, who).get(f"/acme/{path}")
        assert CANARY not in told_to(who, answer), (who.name, path)
    line = {"title": "To do #can", "at": "10", "to": "/acme/projects/WEB"}
    answers = [browser(app, who).post("/acme/words", data=line) for who in (alice, bob)]
    assert [(one.status_code, f"{CANARY} project" in one.text) for one in answers] == [(200, True), (200, False)]
    labels = "/acme/settings/labels"
    assert "on 1 task" in bare(app, alice).get(labels).text
    assert "on 1 task" not in bare(app, bob).get(labels).text
    for path in ("tasks", "tasks?q=canarywor", "tasks/CAN-1", "projects", "overview"):
        url = f"/api/{path}{'&' if '?' in path else '?'}workspace=acme"
        assert CANARY not in told_to(bob, bare(app, bob).get(url)), path
    assert bob.viewer().unread == 0


def test_it_is_no_target_and_nobody_outside_is_given_its_tasks(
    app: Flask, hidden: None, alice: Person, bob: Person
) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Open to all\nAnother +bob"})
    before = holds()
    quick = browser(app, bob)
    assert quick.post("/acme/tasks/bulk", data={"ref": "CAN-1", "status": "completed"}).status_code == 404
    assert quick.post("/acme/tasks/bulk", data={"ref": "WEB-1", "project": "CAN"}).status_code in (404, 422)
    assert quick.post("/acme/projects/WEB/tasks", data={"title": "For #CAN"}).status_code in (303, 404, 422)
    assert holds() == before
    given = {"has": "assignees", "assignees": [str(bob.member_id)]}
    assert alice.post("/acme/tasks/CAN-1", given).status_code == 422
    answer = alice.post("/acme/tasks/bulk", {"ref": "WEB-2", "project": "CAN"})
    assert answer.status_code == 422, "it is Bob's task"
    with above_the_walls() as connection:
        assigned = "select count(*) from task_assignees a join tasks t on t.id = a.task_id join projects p"
        assert connection.scalar(text(f"{assigned} on p.id = t.project_id where p.key = 'CAN'")) == 0


def test_what_moved_out_of_it_does_not_name_it(hidden: None, alice: Person, bob: Person) -> None:
    alice.post("/acme/tasks/CAN-1", {"title": "Out in the open", "description": ""})
    alice.post("/acme/tasks/CAN-2/trash")
    alice.post("/acme/tasks/bulk", {"ref": "CAN-1", "project": "WEB"})
    page = bob.get("/acme/tasks/WEB-1").text
    assert "moved it from a private project to Website" in page
    assert f"{CANARY} project" not in page
    assert f"{CANARY} project" not in bob.get("/acme/history").text


def test_what_was_done_in_it_is_not_told_where_its_task_is_now(hidden: None, alice: Person, bob: Person) -> None:
    [section] = re.findall(r"/sections/([0-9a-f-]{36})/", alice.get("/acme/projects/CAN/settings").text)[:1]
    neutral = {"title": "Neutral", "description": "", "section_id": section}
    assert alice.post("/acme/tasks/CAN-2", neutral).status_code == 303
    ref = alice.post("/acme/tasks/CAN-2/project", {"project": "WEB"}).location.rpartition("/")[2]
    assert f"renamed it from “{CANARY} under it”" in alice.get(f"/acme/tasks/{ref}").text
    bob.get("/acme/projects")  # which says for the last time what he added himself
    page = bob.get(f"/acme/tasks/{ref}")
    assert "moved it" in page.text
    assert CANARY not in page.text


def test_the_condition_is_written_once() -> None:
    old = re.compile(r"inbox_of (is null or|= %\(me\)s or)|inbox_of in \(None")
    for path in sorted(Path("app").rglob("*.py")):
        assert not old.search(path.read_text()), path


def test_streams_name_it_to_its_people_only(app: Flask, hidden: None, team: Team) -> None:
    projects = read_projects(app, str(team.workspace_id))
    (id,) = [id for id, project in projects.items() if project.key == "CAN"]
    frame, unknown = Frame(9, [Entry("task.changed", id, 1)]), Frame(9, [Entry("task.changed", str(uuid.uuid4()), 1)])
    assert unknown.told_to(team.alice.viewer(), projects) == b""
    telling = Telling([frame], projects)
    assert [bool(telling.to(who.viewer())) for who in (team.alice, team.bob)] == [True, False]
    assert b"CAN-1" in frame.told_to(team.alice.viewer(), projects)
    assert frame.told_to(team.bob.viewer(), projects) == frame.told_to(team.gina.viewer(), projects) == b""


def test_people_come_in_and_go(team: Team, hidden: None, alice: Person, bob: Person, gina: Person) -> None:
    assert [who.get("/acme/tasks/CAN-1").status_code for who in (alice, bob, gina)] == [200, 404, 404]
    both = {"visibility": "private", "people": [str(bob.member_id), str(gina.member_id)]}
    alice.post(SHARING, both)
    assert [who.get("/acme/tasks/CAN-1").status_code for who in (alice, bob, gina)] == [200, 200, 200]
    assert gina.post(SHARING, {"visibility": "workspace"}).status_code == 403
    alice.post(SHARING, {"visibility": "workspace"})
    assert [who.get("/acme/tasks/CAN-1").status_code for who in (alice, bob, gina)] == [200, 200, 404]
    assert bob.post(SHARING, {"visibility": "private"}).status_code == 403
    outsider = {"visibility": "private", "people": [str(uuid.uuid4())]}
    assert alice.post(SHARING, outsider).status_code == 422
    assert "private" in alice.get("/acme/projects/CAN/settings").text


def test_who_was_removed_is_not_let_in_and_only_who_lost_it_is_told(
    team: Team, alice: Person, bob: Person, gina: Person
) -> None:
    alice.post("/acme/projects", {"name": "Plans", "key": "PLA"})
    with in_workspace(team.workspace_id):
        plans = db.session.scalars(select(Project).where(Project.key == "PLA")).one()
        share(plans, is_private=True, ids=[], by=alice.viewer(), at=utcnow())
        assert db.session().info["told"] == {(team.workspace_id, bob.member_id)}
        db.session.rollback()
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    answer = alice.post("/acme/projects/PLA/sharing", {"visibility": "private", "people": [str(bob.member_id)]})
    assert answer.status_code == 422
    alice.post("/acme/projects/PLA/tasks", {"title": "Tell +gina"})
    with above_the_walls() as connection:
        assert connection.scalar(text("select count(*) from task_assignees")) == 0
    alice.post("/acme/projects/WEB/tasks", {"title": "One"})
    for ref, is_offered in (("WEB-1", True), ("PLA-1", False)):
        assert ("Gina Green" in alice.get(f"/acme/tasks/pick/assignees?ref={ref}").text) == is_offered
    alice.post("/acme/projects/PLA/tasks", {"title": "Ask +bob"})
    assert "Ask +bob" in alice.get("/acme/projects/PLA").text


def test_a_private_project_is_never_left_alone(team: Team, alice: Person, bob: Person) -> None:
    bob.post("/acme/projects", {"name": "Of Bob", "key": "BOB"})
    bob.post("/acme/projects/BOB/sharing", {"visibility": "private"})
    assert alice.get("/acme/projects/BOB").status_code == 404
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    assert alice.get("/acme/projects/BOB").status_code == 200


def test_who_keeps_what_is_left_alone_is_here(alice: Person, bob: Person, gina: Person) -> None:
    for who in (bob, gina):
        alice.post(f"/acme/settings/members/{who.member_id}/role", {"role": "owner"})
    gina.post(f"/acme/settings/members/{alice.member_id}/removal")
    bob.post("/acme/projects", {"name": "Of Bob", "key": "BOB"})
    bob.post("/acme/projects/BOB/sharing", {"visibility": "private"})
    assert bob.post(f"/acme/settings/members/{bob.member_id}/removal").status_code == 303
    assert gina.get("/acme/projects/BOB").status_code == 200


def test_who_becomes_a_guest_is_taken_off_what_they_no_longer_see(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Of Bob"})
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": [str(bob.member_id)]})
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "guest"})
    assert bob.get("/acme/projects/WEB").status_code == 404
    with above_the_walls() as connection:
        assert connection.scalar(text("select count(*) from task_assignees")) == 0


def test_sql_and_python_say_the_same(hidden: None, team: Team) -> None:
    with in_workspace(team.workspace_id):
        projects = list(db.session.scalars(select(Project)))
        assert len(projects) > 4
        for person, role in product((team.alice, team.bob, team.gina), (Role.OWNER, Role.MEMBER, Role.GUEST)):
            db.session.execute(update(Membership).where(Membership.id == person.member_id).values(role=role))
            viewer = replace(person.viewer(), role=role)
            expected = {project.id for project in projects if is_visible(viewer, project)}
            found = set(db.session.scalars(select(Project.id).where(visible_to(viewer))))
            raw = set(db.session.scalars(RAW, {"w": team.workspace_id, "me": person.member_id}))
            assert found == raw == expected, (person.name, role)
        db.session.rollback()
