"""The list over JSON: searched, filtered, sorted, paged, and cheap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine

from app.database import utcnow
from tests.cast import Person


def ask(person: Person, query: str = "") -> dict[str, Any]:
    response = person.client.get(f"/api/tasks?workspace=acme{query}")
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.get_json()
    return answer


def titles(person: Person, query: str = "") -> list[str]:
    answer = ask(person, query)
    found = [task["title"] for task in answer["data"]]
    assert answer["pagination"]["total"] == len(found)
    return found


def add(person: Person, *tasks: dict[str, Any]) -> None:
    for task in tasks:
        response = person.client.post("/api/tasks?workspace=acme", json={"project": "WEB"} | task)
        assert response.status_code == 201, response.text


def test_the_newest_stand_first_and_pages_have_no_gaps(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(1, 46))})
    seen = []
    for page in (1, 2, 3, 4):
        answer = ask(alice, f"&page={page}&sort=number")
        assert answer["pagination"] == {"page": page, "limit": 20, "total": 45, "pages": 3}
        seen += [task["ref"] for task in answer["data"]]
    assert seen == [f"WEB-{n}" for n in range(1, 46)]
    add(alice, {"title": "Newest"})
    assert ask(alice, "&limit=1")["data"][0]["title"] == "Newest"


def test_each_filter_narrows(alice: Person, bob: Person) -> None:
    add(
        alice,
        {"title": "Paint the fence", "priority": "high", "due": "2020-01-01", "assignees": ["me"]},
        {"title": "Walk the dog", "status": "in-progress", "description": "Around the lake, not the pond"},
        {"title": "Call the bank", "status": "completed", "due": "2020-01-01", "assignees": [str(bob.member_id)]},
        {"title": "Write to Ada", "parent": "WEB-1", "project": None},
    )
    assert len(titles(alice)) == 4
    assert titles(alice, "&search=painting") == ["Paint the fence"]
    assert titles(alice, "&search=lake") == ["Walk the dog"]
    assert titles(alice, "&search=nothing+like+it") == []
    assert titles(alice, "&status=in-progress") == ["Walk the dog"]
    assert set(titles(alice, "&status=completed,in_progress")) == {"Walk the dog", "Call the bank"}
    assert titles(alice, "&status=closed") == ["Call the bank"]
    assert len(titles(alice, "&status=open")) == 3
    assert titles(alice, "&priority=high") == ["Paint the fence"]
    assert titles(alice, "&assignee=me") == ["Paint the fence"]
    assert titles(alice, f"&assignee={bob.member_id}") == ["Call the bank"]
    assert titles(alice, "&due=overdue") == ["Paint the fence"]
    assert len(titles(alice, "&due_from=2019-12-31&due_to=2020-01-01")) == 2
    assert titles(alice, "&sort=title")[0] == "Call the bank"


def test_a_project_or_the_inbox_by_its_key(alice: Person) -> None:
    add(alice, {"title": "In the website"}, {"title": "In the Inbox", "project": None})
    assert titles(alice, "&project=WEB") == ["In the website"]
    assert titles(alice, "&project=INBOX") == ["In the Inbox"]
    assert alice.client.get("/api/tasks?workspace=acme&project=NONE").status_code == 404


def test_totals_follow_every_change(alice: Person) -> None:
    add(alice, {"title": "One"}, {"title": "Two"}, {"title": "Three"})
    alice.client.put("/api/tasks/WEB-1/complete?workspace=acme")
    alice.client.delete("/api/tasks/WEB-2?workspace=acme")
    assert titles(alice, "&sort=number") == ["One", "Three"]
    assert titles(alice, "&status=open") == ["Three"]
    alice.post("/acme/tasks/WEB-2/restoration")
    assert len(titles(alice)) == 3


def test_a_page_costs_few_statements(alice: Person, statements: Callable[[], list[str]]) -> None:
    add(alice, *({"title": f"Task {n}", "assignees": ["me"]} for n in range(5)))
    ask(alice)
    statements()
    ask(alice)
    sent = statements()
    assert len(sent) <= 5  # who, where, the total, the rows, and at most the names
    assert not [sql for sql in sent if sql.lstrip().startswith("select count(*) from tasks")]
    ask(alice, "&priority=none")
    assert [sql for sql in statements() if sql.lstrip().startswith("select count(*) from tasks")]


def test_a_value_that_means_nothing_is_said(alice: Person) -> None:
    for query, field in (
        ("&page=0", "page"),
        ("&page=-1", "page"),
        ("&page=nonsense", "page"),
        ("&page=99999999999999999999999", "page"),
        ("&page=501", "page"),
        ("&page=101&limit=100", "page"),
        ("&limit=0", "limit"),
        ("&limit=101", "limit"),
        ("&status=done", "status"),
        ("&priority=very", "priority"),
        ("&assignee=bob", "assignee"),
        ("&due=someday", "due"),
        ("&due_to=1969-01-01", "due_to"),
        ("&sort=random()", "sort"),
    ):
        response = alice.client.get(f"/api/tasks?workspace=acme{query}")
        assert response.status_code == 422, query
        assert list(response.get_json()["errors"]) == [field]


def test_the_deepest_page_is_answered(alice: Person) -> None:
    assert ask(alice, "&page=100&limit=100")["data"] == []
    assert ask(alice)["pagination"] == {"page": 1, "limit": 20, "total": 0, "pages": 0}


def test_an_unchanged_list_is_304_and_any_change_makes_it_new(alice: Person) -> None:
    add(alice, {"title": "One"})
    for path in ("/api/tasks", "/api/tasks/WEB-1", "/api/tasks/stats/overview"):
        tag = {"If-None-Match": alice.client.get(f"{path}?workspace=acme").headers["ETag"]}
        assert alice.client.get(f"{path}?workspace=acme", headers=tag).status_code == 304
        add(alice, {"title": "Another"})
        assert alice.client.get(f"{path}?workspace=acme", headers=tag).status_code == 200


def test_what_becomes_late_shows_at_once(alice: Person) -> None:
    start = utcnow()
    with time_machine.travel(start, tick=False):
        add(alice, {"title": "Soon late", "due": (start + timedelta(minutes=2)).isoformat()})
        first = alice.client.get("/api/tasks?workspace=acme&due=overdue")
        assert first.get_json()["data"] == []
        overview = alice.client.get("/api/tasks/stats/overview?workspace=acme")
    with time_machine.travel(start + timedelta(minutes=3), tick=False):
        tag = {"If-None-Match": first.headers["ETag"]}
        late = alice.client.get("/api/tasks?workspace=acme&due=overdue", headers=tag)
        assert [task["title"] for task in late.get_json()["data"]] == ["Soon late"]
        tag = {"If-None-Match": overview.headers["ETag"]}
        again = alice.client.get("/api/tasks/stats/overview?workspace=acme", headers=tag)
        assert again.get_json()["data"]["overdue"] == 1


def test_the_filter_language_narrows_too(alice: Person) -> None:
    add(alice, {"title": "Milk", "priority": "high"}, {"title": "Bread", "status": "completed"}, {"title": "Cheese"})
    assert titles(alice, "&filter=milk+or+is:done&sort=title") == ["Bread", "Milk"]
    assert titles(alice, "&filter=-priority:high+sort:title") == ["Bread", "Cheese"]
    assert titles(alice, "&filter=is:open&search=cheese") == ["Cheese"]
    refused = alice.get("/api/tasks?workspace=acme&filter=milk+is:opne")
    assert refused.status_code == 422
    told = "Character 9: “is:” does not know “opne”. Possible here: open, done."
    assert refused.get_json()["errors"] == {"filter": [told]}
