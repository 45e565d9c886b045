"""The overview: every number is that of the list it leads to, and none is ever stale."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from app.database import utcnow
from tests.cast import Person, Team

LINK = re.compile(r'href="(/acme/(?:tasks|projects/\w+)\?[^"]*)"[^>]*>(\d+)</a>')
COUNTS = re.compile(r'data-testid="counts"[^>]*>\s*([\d,]+) ')
WORDS = re.compile(r"<dt>([^<]+)</dt><dd[^>]*><a[^>]*>(\d+)</a>")


def figures(person: Person, path: str = "/acme/overview") -> dict[str, int]:
    return {text: int(count) for text, count in WORDS.findall(person.get(path).text)}


def day(offset: int) -> str:
    return (datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=offset)).isoformat()


@pytest.fixture
def work(alice: Person, bob: Person) -> None:
    """Tasks of every kind: late, due, done, nested, archived, in the trash, and in somebody's Inbox."""
    alice.post("/acme/projects", {"name": "Books", "tasks": "Read\n  First chapter\n    First page\nReturn\nBuy"})
    alice.post("/acme/projects", {"name": "Over", "tasks": "Old thing"})
    alice.post("/acme/projects/OVE/archive")
    alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(1, 10))})
    alice.post("/acme/projects/INBOX/tasks", {"title": "Mine alone"})
    for number, due in ((1, -1), (2, 0), (3, 6), (4, 7)):
        alice.post(f"/acme/tasks/WEB-{number}", {"due_date": day(due)})
    alice.post("/acme/tasks/WEB-1", {"priority": "urgent", "has": "assignees", "assignees": bob.member_id})
    alice.post("/acme/tasks/BOO-3", {"priority": "low", "has": "assignees", "assignees": bob.member_id})
    alice.post("/acme/tasks/WEB-5/status", {"status": "completed"})
    alice.post("/acme/tasks/BOO-4/status", {"status": "completed"})
    alice.post("/acme/tasks/BOO-5/status", {"status": "cancelled"})
    alice.post("/acme/tasks/WEB-6/status", {"status": "in_progress"})
    alice.post("/acme/tasks/WEB-7/trash")


def test_the_numbers_are_those_of_the_work(work: None, alice: Person, bob: Person) -> None:
    assert figures(alice) == {"Open": 11, "Late": 1, "Due within 7 days": 2, "Completed this week": 2}
    assert figures(bob)["Open"] == 10
    assert figures(bob, "/acme/overview?for=me") == {
        "Open": 2,
        "Late": 1,
        "Due within 7 days": 0,
        "Completed this week": 0,
    }


@pytest.mark.parametrize("path", ["/acme/overview", "/acme/overview?for=me"])
def test_every_number_is_that_of_the_list_it_leads_to(work: None, alice: Person, bob: Person, path: str) -> None:
    for person in (alice, bob):
        links = LINK.findall(person.get(path).text)
        assert len(links) > 10 or "for=me" in path
        for url, count in links:
            shown = COUNTS.search(person.get(unescape(url)).text)
            assert shown, url
            assert int(shown[1]) == int(count), url


def test_a_change_shows_at_once_with_redis_and_etags_at_work(work: None, alice: Person, bob: Person) -> None:
    before = bob.get("/acme/overview")
    again = bob.get("/acme/overview", headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 304
    alice.post("/acme/tasks/WEB-2/status", {"status": "completed"})
    after = bob.get("/acme/overview", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert figures(bob)["Completed this week"] == 3


def test_a_task_becomes_late_without_a_change(alice: Person) -> None:
    soon = utcnow() + timedelta(minutes=90)
    alice.post("/acme/projects/WEB/tasks", {"title": "Call"})
    local = soon.astimezone(ZoneInfo("Europe/Berlin"))
    form = {"due_date": local.date().isoformat(), "due_time": f"{local:%H:%M}", "due_zone": "Europe/Berlin"}
    alice.post("/acme/tasks/WEB-1", form)
    first = alice.get("/acme/overview")
    assert figures(alice)["Late"] == 0
    later = datetime.now(UTC) + timedelta(minutes=91)
    with patch("app.web.clock.utcnow", lambda: later), patch("app.workspaces.etags.utcnow", lambda: later):
        answer = alice.get("/acme/overview", headers={"If-None-Match": first.headers["ETag"]})
    assert answer.status_code == 200


def test_an_unchanged_overview_is_not_counted_again(
    work: None, alice: Person, statements: Callable[[], list[str]]
) -> None:
    alice.get("/acme/overview")
    statements()
    page = alice.get("/acme/overview")
    assert page.status_code == 200
    assert not [one for one in statements() if "count(*) filter" in one]


def test_the_overview_takes_few_statements(work: None, alice: Person, statements: Callable[[], list[str]]) -> None:
    statements()
    alice.get("/acme/overview")
    assert len(statements()) <= 6


def test_an_empty_workspace_says_how_to_begin(alice: Person, team: Team) -> None:
    assert "Nothing to count yet" in alice.get("/acme/overview").text
    assert "Nothing is assigned to you" in alice.get("/acme/overview?for=me").text


def test_a_guest_sees_the_overview_and_an_outsider_does_not(work: None, gina: Person, charlie: Person) -> None:
    assert gina.get("/acme/overview").status_code == 200
    assert charlie.get("/acme/overview").status_code == 404
