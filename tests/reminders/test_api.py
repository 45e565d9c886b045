"""Reminders over JSON: the caller's own, in words or as objects."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person

ACME = "?workspace=acme"
WEB_1 = f"/api/tasks/WEB-1{ACME}"


def create(person: Person, **fields: Any) -> Any:
    task = {"title": "Call", "project": "WEB", "due": "2027-05-14T17:00"}
    return person.client.post(f"/api/tasks{ACME}", json=task | fields)


def said(task: dict[str, Any]) -> list[tuple[Any, ...]]:
    names = ("minutes_before", "days_before", "of", "date", "time")
    return [tuple(one[name] for name in names) for one in task["reminders"]]


def test_they_are_given_read_and_replaced(alice: Person, bob: Person) -> None:
    answer = create(alice, reminders=["30m before", {"date": "2027-05-13", "time": "09:00"}, {"days_before": 1}])
    task = answer.get_json()["data"]
    assert said(task) == [
        (30, None, "due", None, None),
        (None, None, None, "2027-05-13", "09:00"),
        (None, 1, "due", None, None),
    ]
    kept = task["reminders"][0]
    changed = alice.client.patch(WEB_1, json={"reminders": [kept, "2h before"]}).get_json()["data"]
    assert said(changed) == [(30, None, "due", None, None), (120, None, "due", None, None)]
    assert changed["reminders"][0]["id"] == kept["id"]
    assert bob.client.get(WEB_1).get_json()["data"]["reminders"] == []
    listed = alice.client.get(f"/api/tasks{ACME}").get_json()["data"]
    assert said(listed[0]) == said(changed)
    assert alice.client.patch(WEB_1, json={"reminders": None}).get_json()["data"]["reminders"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["some time"],
        [7],
        [{"minutes": 5}],
        [{"minutes_before": 5, "days_before": 1}],
        [{"minutes_before": -5}],
        [{"minutes_before": True, "time": "9"}],
        [{"date": "2027-05-13"}],
        [{"date": "2027-05-13", "time": "25:00"}],
        [{"days_before": 400}],
        ["1h before the start"],
    ],
)
def test_what_says_no_moment_is_refused(alice: Person, wrong: list[Any]) -> None:
    answer = create(alice, reminders=wrong)
    assert (answer.status_code, set(answer.get_json()["errors"])) == (422, {"reminders"}), answer.text
