"""The page behind the bell: what is new, what was, and only one's own."""

from __future__ import annotations

import re

from app.database import in_workspace
from app.extensions import db
from app.projects.models import Project
from app.tasks.models import Task
from tests.cast import Team
from tests.notifications.rounds import notes_of, relay_all

OPEN = re.compile(r'action="(/acme/updates/[0-9a-f-]{36})"')


def assign_bob(team: Team, task: str) -> None:
    team.alice.post(task, {"has": "assignees", "assignees": [str(team.bob.member_id)]})
    relay_all()


def test_the_bell_counts_and_opening_marks_as_read(team: Team, task: str) -> None:
    assign_bob(team, task)
    page = team.bob.get("/acme/updates").text
    assert "Alice Adams assigned you “Write tests”" in page
    assert 'id="unread">1<' in page
    new = [person.get("/acme/tasks?filter=is:unread").text for person in (team.bob, team.gina)]
    assert ["Write tests" in text for text in new] == [True, False]
    [address] = OPEN.findall(page)
    answer = team.bob.post(address)
    assert answer.status_code == 303
    assert answer.headers["Location"] == task
    after = team.bob.get("/acme/updates").text
    assert 'id="unread"' not in after
    assert "Alice Adams assigned you “Write tests”" in after


def test_new_shows_what_was_not_read_and_all_can_be_read_at_once(team: Team, task: str) -> None:
    both = [str(person.member_id) for person in (team.bob, team.gina)]
    team.alice.post(task, {"has": "assignees", "assignees": both})
    relay_all()
    assert "Write tests" in team.bob.get("/acme/updates?show=new").text
    assert team.bob.post("/acme/updates/reading").status_code == 303
    assert "Nothing new" in team.bob.get("/acme/updates?show=new").text
    assert "Write tests" in team.gina.get("/acme/updates?show=new").text


def test_older_updates_come_page_by_page(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(60))})
    for number in range(1, 61):
        team.alice.post(f"/acme/tasks/WEB-{number}", {"has": "assignees", "assignees": [str(team.bob.member_id)]})
    relay_all()
    first = team.bob.get("/acme/updates").text
    more = re.search(r'href="(/acme/updates\?before=[^"]+)"', first)
    assert more
    second = team.bob.get(more[1]).text
    assert (len(OPEN.findall(first)), len(OPEN.findall(second))) == (50, 10)
    assert OPEN.findall(team.bob.get("/acme/updates?before=nonsense").text) == OPEN.findall(first)


def test_another_persons_update_is_not_there(team: Team, task: str) -> None:
    assign_bob(team, task)
    [note] = notes_of(team.bob, team)
    assert team.alice.post(f"/acme/updates/{note.id}").status_code == 404
    assert team.charlie.post(f"/acme/updates/{note.id}").status_code == 404
    assert team.bob.post(f"/acme/updates/{team.workspace_id}").status_code == 404, "nor is what is no update"
    assert team.charlie.get("/acme/updates").status_code == 404
    assert notes_of(team.bob, team)[0].read_at is None
    team.alice.post("/acme/projects/WEB/sharing", {"visibility": "private"})
    assert team.bob.post(f"/acme/updates/{note.id}").status_code == 404, "nor does it lead to what is hidden by now"


def test_a_task_that_went_into_an_inbox_is_hidden_from_others(team: Team, task: str) -> None:
    assign_bob(team, task)
    team.alice.post(task, {"has": "assignees"})
    with in_workspace(team.workspace_id):
        inbox = db.session.query(Project).filter_by(inbox_of=team.alice.member_id).one()
        key, id = inbox.key, inbox.id
    assert team.alice.post(f"{task}/project", {"project": key}).status_code == 303
    relay_all()
    with in_workspace(team.workspace_id):
        assert db.session.query(Task).one().project_id == id
    page = team.bob.get("/acme/updates").text
    assert "Write tests" not in page
    assert 'id="unread"' not in page
