"""The history page: what happened here, as far as one may see it, with the way back."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.extensions import db
from app.projects.models import Project
from tests.cast import Person
from tests.history.conftest import last_change
from tests.tasks.pages import add

LINE = re.compile(r'<li data-testid="change".*?</li>\s*(?=<li data-testid|</ul>)', re.S)


def lines(html: str) -> list[str]:
    """Return what each line says, the newest first."""
    said = [re.sub(r"<details.*?</details>", "", one, flags=re.S) for one in LINE.findall(html)]
    return [" ".join(re.sub("<.*?>", " ", one).split()) for one in said]


def test_it_tells_what_happened_and_offers_the_way_back(alice: Person, bob: Person) -> None:
    add(alice, "Draw the map")
    bob.post("/acme/tasks/WEB-1/status", {"status": "completed"})
    alice.post("/acme/projects/WEB/tasks", {"title": "One\n  Two\nThree"})
    html = alice.get("/acme/history").text
    said = lines(html)
    assert "Alice Adams added 3 tasks" in said[0]
    assert "Bob Brown completed “Draw the map”" in said[1]
    assert "Alice Adams added “Draw the map”" in said[2]
    assert said[1].endswith("Undo")
    change = re.findall(r"/acme/changes/([0-9a-f-]+)/undo", html)[1]
    assert alice.post(f"/acme/changes/{change}/undo").status_code == 303
    said = lines(alice.get("/acme/history").text)
    assert "Alice Adams reopened “Draw the map” by undo" in said[0]
    assert said[0].endswith("Redo")
    assert "Undone by you" in said[2]
    assert not said[2].endswith("Undo")


def test_it_can_be_narrowed_and_paged(alice: Person, bob: Person) -> None:
    for title in ("A", "B"):
        add(alice, *(f"{title}{n}" for n in range(21)))
    bob.post("/acme/tasks/WEB-1/comments", {"body": "Looks right."})
    page = alice.get("/acme/history").text
    assert len(lines(page)) == 40
    earlier = re.search(r'href="(/acme/history\?before=\d+)"', page)
    assert earlier
    rest = lines(alice.get(earlier[1]).text)
    assert "added “A0”" in rest[-4] + rest[-3] + rest[-2] + rest[-1]
    assert len(lines(alice.get(f"/acme/history?person={bob.member_id}").text)) == 1
    only = lines(alice.get("/acme/history?kind=comments&project=WEB").text)
    assert len(only) == 1
    assert "wrote a comment on “A0”" in only[0]
    assert "Nothing matches" in alice.get("/acme/history?kind=labels").text
    assert alice.get("/acme/history?person=x&before=y&kind=z").status_code == 200
    assert alice.get("/acme/history?project=NOPE").status_code == 404


def test_what_is_in_an_inbox_is_its_owners_alone(alice: Person, bob: Person) -> None:
    mine = db.session.scalars(select(Project.key).where(Project.inbox_of == alice.member_id)).one()
    add(alice, "Buy a ring", project=mine)
    secret = last_change()
    add(alice, "Shared")
    assert "Buy a ring" in alice.get("/acme/history").text
    assert "Buy a ring" not in bob.get("/acme/history").text
    assert bob.get(f"/acme/changes/{secret}").status_code == 404
    assert bob.get(f"/acme/changes/{secret}/undo").status_code == 404
    assert bob.post(f"/acme/changes/{secret}/undo").status_code == 404
    alice.post("/acme/tasks/WEB-1/project", {"project": mine})
    assert "Shared" not in bob.get("/acme/history").text
    alice.post(f"/acme/tasks/{mine}-1/trash")
    alice.post(f"/acme/tasks/{mine}-1/deletion")
    assert not any("task" in line for line in lines(bob.get("/acme/history").text))


def test_what_was_done_in_an_inbox_is_not_told_once_it_is_out(alice: Person, bob: Person) -> None:
    mine = db.session.scalars(select(Project.key).where(Project.inbox_of == alice.member_id)).one()
    add(alice, "Buy a ring", project=mine)
    alice.post(f"/acme/tasks/{mine}-1", {"title": "Plan the party"})
    alice.post(f"/acme/tasks/{mine}-1/project", {"project": "WEB"})
    told = [[line for line in lines(who.get("/acme/history").text) if "Plan the party" in line] for who in (alice, bob)]
    assert [len(one) for one in told] == [3, 1]
    assert "moved" in told[1][0]


def test_a_paste_opens_to_its_tasks_and_is_undone_as_one(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Line {n}" for n in range(30))})
    change = last_change()
    assert "added 30 tasks" in lines(alice.get("/acme/history").text)[0]
    assert f'href="/acme/changes/{change}">All 30' in alice.get("/acme/history").text
    assert alice.get(f"/acme/changes/{change}").text.count("added the task") == 30
    alice.post(f"/acme/changes/{change}/undo")
    assert "Line 7" not in alice.get("/acme/projects/WEB").text


def test_it_says_why_there_is_no_way_back(alice: Person, bob: Person, gina: Person) -> None:
    add(alice, "Gone")
    bob.post("/acme/tasks/WEB-1/comments", {"body": "Mine."})
    assert "Only who wrote it can undo this." in lines(alice.get("/acme/history").text)[0]
    alice.post("/acme/tasks/WEB-1/trash")
    alice.post("/acme/tasks/WEB-1/deletion")
    said = lines(alice.get("/acme/history").text)
    assert "Deleted for ever." in said[0]
    assert "A workspace stays." in said[-1]
    assert not any("Undo" in line for line in said if "task" in line)
    add(alice, "Again")
    assert "Your role does not allow this." in lines(gina.get("/acme/history").text)[0]
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    newest = [lines(who.get("/acme/history").text)[0] for who in (alice, gina)]
    assert ["changed the role of" in line for line in newest] == [True, False], "who is here is not for guests to know"


def test_an_empty_history_says_so_and_strangers_see_none(alice: Person, charlie: Person) -> None:
    assert "trash" in alice.get("/acme/history").text
    assert charlie.get("/acme/history").status_code == 404


def test_what_others_have_does_not_come_back_into_an_inbox(alice: Person, bob: Person) -> None:
    mine = db.session.scalars(select(Project.key).where(Project.inbox_of == alice.member_id)).one()
    add(alice, "Plan", project=mine)
    alice.post(f"/acme/tasks/{mine}-1/project", {"project": "WEB"})
    moved = last_change()
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": [str(bob.member_id)]})
    answer = alice.post(f"/acme/changes/{moved}/undo")
    assert "only you see your Inbox" in answer.text


def test_what_only_one_could_see_is_told_to_nobody_else_when_it_is_gone(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects", {"name": "Secret", "key": "SEC"})
    alice.post("/acme/projects/SEC/sharing", {"visibility": "private"})
    add(alice, "Hidden", project="SEC")
    for way in ("trash", "deletion"):
        assert alice.post(f"/acme/projects/SEC/{way}", {"key": "SEC", "name": "Secret"}).status_code == 303
    alice.post("/acme/filters", {"name": "Of Alice", "query": "status=pending"})
    told = [" ".join(lines(who.get("/acme/history").text)) for who in (alice, bob)]
    assert ["task" in one for one in told] == [True, False], told
    assert ["filter" in one for one in told] == [True, False], told
