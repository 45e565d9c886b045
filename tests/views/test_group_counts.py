"""A grouped list right after a change: its counts, those of its groups, and where the changed task stands now."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add

CARRIED = re.compile(r'data-groups="([^"]*)"')


def carried(html: str) -> dict[str, dict[str, object]]:
    found = CARRIED.search(html)
    assert found, html
    groups: dict[str, dict[str, object]] = json.loads(unescape(found[1]))
    return groups


@pytest.fixture(autouse=True)
def written(alice: Person) -> None:
    add(alice, "First", "Second")


@pytest.mark.parametrize("path", ["/acme/projects/WEB", "/acme/tasks"])
def test_a_task_that_starts_stands_with_what_is_in_progress(path: str, alice: Person) -> None:
    at = htmx(f"{path}?group=status")
    answer = alice.post("/acme/tasks/WEB-1/status", {"status": "in_progress"}, headers=at).text
    assert carried(answer) == {"groups": {"pending": 1, "in_progress": 1}, "stands": {"WEB-1": ["in_progress", 1]}}


def test_a_done_task_counts_no_more_and_stays_where_it_is_seen(alice: Person) -> None:
    at = htmx("/acme/projects/WEB?group=priority")
    answer = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=at).text
    assert carried(answer) == {"groups": {"none": 1}, "stands": {}}
    assert "1 open" in answer


def test_a_list_without_groups_says_what_stands_above(alice: Person) -> None:
    at = htmx("/acme/projects/WEB?group=none&sort=title")
    answer = alice.post("/acme/tasks/WEB-1", {"title": "Tenth"}, headers=at).text
    assert carried(answer) == {"groups": {"all": 2}, "stands": {"WEB-1": ["all", 2, "WEB-2"]}}


@pytest.mark.parametrize("group", ["section", "status", "priority", "assignee", "due", "label", "none"])
@pytest.mark.parametrize("path", ["/acme/projects/WEB", "/acme/tasks", "/acme/my-work", "/acme/filters/all"])
def test_every_grouping_works_in_every_place(path: str, group: str, alice: Person) -> None:
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": alice.member_id})
    alice.post("/acme/filters", {"name": "All", "query": ""})
    assert "First" in alice.get(f"{path}?group={group}").text
    answer = alice.post("/acme/tasks/WEB-1", {"title": "Renamed"}, headers=htmx(f"{path}?group={group}"))
    assert answer.status_code == 200
    assert 'hx-target="#task-WEB-1"' in answer.text


def test_a_guest_sees_states_and_no_boxes_to_check(gina: Person) -> None:
    page = gina.get("/acme/projects/WEB").text
    assert "First" in page
    assert "/status" not in page
    assert 'aria-label="Pending"' in page
