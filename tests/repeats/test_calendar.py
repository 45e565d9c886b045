"""The calendar shows what is to come of tasks that repeat, as far as it looks, without storing it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from tests.cast import Person
from tests.clients import htmx
from tests.repeats.conftest import add, complete

PAGE = "/acme/projects/WEB/calendar"
DAY = re.compile(r'id="rows-(\S+?)"(.*?)</ul>', re.S)
COMING = re.compile(r'data-testid="coming">.*?href="([^"]+)".*?</span>\s*(.*?)</a>', re.S)


def to_come(html: str) -> dict[str, list[str]]:
    """Return what is to come by day."""
    found = {day: COMING.findall(rows) for day, rows in DAY.findall(html)}
    return {
        day: [f"{href.rpartition('/')[2]} {unescape(re.sub('<.*?>', '', text))}" for href, text in rows]
        for day, rows in found.items()
        if rows
    }


def test_a_month_shows_the_days_after_the_open_one(alice: Person) -> None:
    add(alice, "Water every friday")
    add(alice, "Read every! 2 days")
    page = alice.get(f"{PAGE}?month=2027-05").text
    assert '· Every Friday"' in page.partition('id="task-WEB-1"')[2].partition("</li>")[0]  # the open one is marked too
    shown = to_come(page)
    assert shown == {f"2027-{day}": ["WEB-1 Water"] for day in ("05-21", "05-28", "06-04")}
    assert to_come(alice.get(f"{PAGE}?month=2027-04").text) == {}
    assert to_come(alice.get("/acme/my-work/calendar?month=2027-05").text) == {}


def test_a_day_stays_short_and_says_how_many_more(alice: Person) -> None:
    for n in range(5):
        add(alice, f"Task {n} every friday 9am")
    html = alice.get(f"{PAGE}?month=2027-05").text
    assert [len(day) for day in to_come(html).values()] == [3, 3, 3]
    assert html.count(">2 more<") == 4
    whole = alice.get(f"{PAGE}?month=2027-05&all=2027-05-21").text
    assert len(to_come(whole)["2027-05-21"]) == 5


def test_a_day_is_that_of_the_one_who_looks(alice: Person) -> None:
    add(alice, "Call every friday 1am")
    alice.post("/acme/tasks/WEB-1", {"due_date": "2027-05-14", "due_time": "01:00", "due_zone": "Pacific/Auckland"})
    assert list(to_come(alice.get(f"{PAGE}?week=2027-W20").text)) == ["2027-05-20", "2027-05-27"]


def test_a_change_shows_all_the_days_anew(alice: Person) -> None:
    add(alice, "Water every friday")
    page = f"{PAGE}?month=2027-05"
    answer = alice.post("/acme/tasks/WEB-1", {"repeat": "every thursday"}, headers=htmx(page))
    assert to_come(answer.text) == {f"2027-{day}": ["WEB-1 Water"] for day in ("05-27", "06-03")}
    answer = alice.post("/acme/tasks/WEB-1", {"repeat": ""}, headers=htmx(page))
    assert to_come(answer.text) == {}
    assert "rows-2027-05-27" in answer.text


def test_it_costs_one_statement_however_many_there_are(alice: Person, statements: Callable[[], list[str]]) -> None:
    for n in range(4):
        add(alice, f"Water {n} every day")
    complete(alice, "WEB-1")
    statements()
    alice.get(f"{PAGE}?month=2027-05")
    assert sum("'anchor'" in one for one in statements()) == 1
