"""What a page asks after others changed something: pieces of its own view, and nothing it may not see."""

from __future__ import annotations

import pytest

from app.database import in_workspace, utcnow
from app.tasks.news import find_families, read_only
from tests.cast import Person, Team
from tests.tasks.pages import add, refs


def news(person: Person, at: str, *named: str, **more: int) -> str:
    answer = person.get("/acme/news", query_string={"at": at, "only": ",".join(named), **more})
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("view", ["", "/board", "/table"])
@pytest.mark.parametrize("place", ["projects/WEB", "tasks"])
def test_a_changed_task_comes_alone_with_its_place(place: str, view: str, alice: Person, bob: Person) -> None:
    add(alice, "First", "Second", "Third")
    bob.post("/acme/tasks/WEB-3/place", {"before": "WEB-1"})
    text = news(alice, f"/acme/{place}{view}", "WEB-3")
    assert "Third" in text
    assert "First" not in text
    if view == "/board":
        assert 'data-goes="cards-pending" data-behind=""' in text
    else:
        assert "&#34;stands&#34;: {&#34;WEB-3&#34;: [&#34;all&#34;, 1]}" in text
    assert 'hx-target="#open-WEB"' in text


@pytest.mark.parametrize("view", ["projects/WEB/calendar", "today", "upcoming"])
def test_a_view_of_days_comes_whole(view: str, alice: Person, bob: Person) -> None:
    add(alice, "First")
    today = alice.viewer().today(utcnow()).isoformat()
    bob.post("/acme/tasks/WEB-1", {"due_date": today, "has": "assignees", "assignees": str(alice.member_id)})
    text = news(alice, f"/acme/{view}", "WEB-1")
    assert f'hx-target="#{view.split("/")[-1]}"' in text
    assert "First" in text


def test_an_answer_serves_all_who_have_heard_as_much_and_nobody_else(alice: Person, bob: Person) -> None:
    add(alice, "First", "Second")
    heard, at = alice.viewer().version, "/acme/projects/WEB"
    assert "First" in news(alice, at, "WEB-1", heard=heard)
    bob.post("/acme/tasks/WEB-1", {"title": "Renamed"})
    assert "First" in news(alice, at, "WEB-1", heard=heard)
    assert "Renamed" in news(alice, at, "WEB-1", heard=heard + 1)
    assert "Renamed" in news(alice, at, "WEB-1", heard=heard + 1000)
    bob.post("/acme/tasks/WEB-1", {"title": "Again"})
    assert "Again" in news(alice, at, "WEB-1")
    assert "Again" in news(alice, at, "WEB-1", heard=heard + 1000), "nothing is kept for what has not happened yet"


def test_what_changed_since_comes_along_for_it_may_stand_above(alice: Person, bob: Person) -> None:
    add(alice, "First", "Second")
    heard = alice.viewer().version
    add(bob, "Third")
    text = news(alice, "/acme/projects/WEB", "WEB-1", heard=heard)
    assert "First" in text
    assert "Second" not in text
    assert "Third" in text


def test_a_list_that_was_empty_comes_whole_and_so_does_one_that_is_asked_for(alice: Person) -> None:
    add(alice, "First")
    for text in (news(alice, "/acme/projects/WEB", "WEB-1"), news(alice, "/acme/projects/WEB", "WEB-0", all=1)):
        assert 'hx-target="#list"' in text
        assert "First" in text
        assert 'hx-target="#open-WEB"' in text


def test_a_project_tells_nothing_of_another(alice: Person) -> None:
    add(alice, "First")
    alice.post("/acme/projects", {"name": "Other", "key": "OTH"})
    add(alice, "Elsewhere", project="OTH")
    assert "OTH-1" not in news(alice, "/acme/projects/WEB/board", "WEB-1", "OTH-1")


def test_what_left_the_list_is_not_told_of_and_a_subtask_that_came_up_is(alice: Person, bob: Person) -> None:
    add(alice, "Parent", "Other")
    alice.post("/acme/tasks/WEB-1/subtasks", {"title": "Child"})
    bob.post("/acme/tasks/WEB-1/status", {"status": "completed", "subtasks": "no"})
    text = news(alice, "/acme/projects/WEB?group=none", "WEB-1")
    assert 'hx-target="#task-WEB-1"' not in text
    assert 'hx-target="#task-WEB-3"' in text


def test_nobody_hears_of_what_they_may_not_see(team: Team) -> None:
    alice, bob = team.alice, team.bob
    alice.post("/acme/days", {"title": "Secret", "day": "2030-01-01"})
    (ref,) = refs(alice.get("/acme/tasks").text)
    assert "Secret" in news(alice, "/acme/tasks", ref)
    for at in ("/acme/tasks", "/acme/projects/WEB", "/acme/tasks/board"):
        assert "Secret" not in news(bob, at, ref)
    with in_workspace(team.workspace_id):
        named = read_only(ref)
        assert [len(find_families(who.viewer(), named, heard=0)) for who in (alice, bob)] == [1, 0]
    assert bob.get("/acme/news", query_string={"at": "/acme/projects/NOPE", "only": "WEB-1"}).status_code == 404


def test_weeks_begin_on_the_day_of_who_asks(alice: Person) -> None:
    add(alice, "First")
    viewer, weeks = alice.viewer(), []
    profile = {"name": viewer.account.name, "time_zone": viewer.zone.key}
    for first in ("monday", "sunday"):
        alice.post("/acme/settings/profile", profile | {"week_start": first})
        weeks.append(news(alice, "/acme/projects/WEB/calendar", "WEB-1", heard=viewer.version))
    assert weeks[0].index(">Mon<") < weeks[0].index(">Sun<")
    assert weeks[1].index(">Sun<") < weeks[1].index(">Mon<")


def test_who_may_only_look_gets_no_controls_though_another_asked_first(team: Team) -> None:
    add(team.alice, "First")
    assert 'form="tick"' in news(team.alice, "/acme/projects/WEB", "WEB-1")
    assert 'form="tick"' in news(team.bob, "/acme/projects/WEB", "WEB-1")
    guests = news(team.gina, "/acme/projects/WEB", "WEB-1")
    assert "First" in guests
    assert "form=" not in guests


def test_other_pages_are_asked_for_whole(alice: Person) -> None:
    add(alice, "First")
    for at in ("/acme/tasks/WEB-1", "/acme/overview", "http://[", ""):
        assert alice.get("/acme/news", query_string={"at": at, "only": "WEB-1"}).status_code == 204
    assert "task-" not in news(alice, "/acme/tasks", "WEB-0", "nothing", "WEB-99999999999")
