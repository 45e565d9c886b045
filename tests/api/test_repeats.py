"""Repeats by the API: in words or as an RRULE, with the next one in the answer to a completion."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from tests.api.conftest import Script

WHO = {"name": "Ada Berg", "email": "ada@example.com", "password": "correct horse battery staple"}


@pytest.fixture
def token(script: Script) -> Any:
    with time_machine.travel("2027-05-12T09:00:00Z", tick=False):
        yield script.call("POST", "/api/auth/register", WHO, status=201)["token"]


def test_a_repeat_is_set_read_and_ended(script: Script, token: str) -> None:
    task = script.call("POST", "/api/tasks", {"title": "Pay", "repeat": "every friday"}, token=token, status=201)
    assert task["data"]["due"]["date"] == "2027-05-14"
    assert task["data"]["repeat"] == {
        "text": "Every Friday",
        "rule": "FREQ=WEEKLY;BYDAY=FR",
        "start": "2027-05-14",
        "anchor": "calendar",
        "zone": "UTC",
        "with_subtasks": False,
    }
    rule = {"rule": "FREQ=MONTHLY", "anchor": "completion", "with_subtasks": True}
    changed = script.call("PATCH", "/api/tasks/INBOX-1", {"repeat": rule}, token=token)["data"]["repeat"]
    assert (changed["text"], changed["with_subtasks"]) == ("Every month, counted from completion", True)
    assert script.call("PATCH", "/api/tasks/INBOX-1", {"repeat": None}, token=token)["data"]["repeat"] is None


def test_a_completion_answers_with_the_next_one_once(script: Script, token: str) -> None:
    rule = {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "start": "2027-05-03"}
    script.call("POST", "/api/tasks", {"title": "Pay", "repeat": rule}, token=token, status=201)
    done = script.call("PUT", "/api/tasks/INBOX-1/complete", token=token)
    assert done["data"]["repeat"] is None
    assert (done["next"]["ref"], done["next"]["due"]["date"]) == ("INBOX-2", "2027-05-17")
    assert "next" not in script.call("PUT", "/api/tasks/INBOX-1/complete", token=token)
    again = script.call("PATCH", "/api/tasks/INBOX-2", {"status": "completed"}, token=token)
    assert again["next"]["due"]["date"] == "2027-05-31"


@pytest.mark.parametrize(
    "repeat", ["now and then", 3, ["daily"], {"rule": "daily", "more": 1}, {"anchor": "moon"}, {"rule": 5}, {}]
)
def test_what_is_no_repeat_is_refused(script: Script, token: str, repeat: Any) -> None:
    answer = script.call("POST", "/api/tasks", {"title": "Pay", "repeat": repeat}, token=token, status=422)
    assert answer["errors"]["repeat"]
