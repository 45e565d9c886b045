"""Default reminders: for tasks of one's own on which none was set, from when they were chosen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
import time_machine

from app.notifications.reminders import remind
from tests.cast import Person, Team
from tests.notifications.rounds import deliver_all, notes_of
from tests.reminders.conftest import add, moment

TASK = "/acme/tasks/WEB-1"
SETTINGS = "/acme/settings/notifications"


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(datetime.fromisoformat("2027-05-12T09:00:00+02:00"), tick=False):
        yield


def choose(person: Person, words: str) -> None:
    assert person.post("/acme/settings/reminders", {"reminders": words}).status_code == 303


def count(person: Person, team: Team, at: str) -> int:
    """Return how many default reminders the person has been told of once the clock has looked, twice."""
    for _ in range(2):
        remind(moment(at))
    return sum(note.kind == "reminder" for note in notes_of(person, team))


def test_minutes_are_for_times_and_times_for_whole_days(alice: Person, bob: Person, team: Team) -> None:
    choose(alice, "30m before, at 9am")
    assert 'value="30m before, at 9am"' in alice.get(SETTINGS).text
    add(alice, "Call friday 17:00")
    add(alice, "Pay friday")
    assert count(alice, team, "2027-05-14 06:59:59") == 0
    assert count(alice, team, "2027-05-14 07:00") == 1
    assert count(alice, team, "2027-05-14 14:29:59") == 1
    assert count(alice, team, "2027-05-14 14:30") == 2
    assert count(bob, team, "2027-05-14 14:30") == 0


def test_they_count_for_who_has_the_task(alice: Person, bob: Person) -> None:
    for person in (alice, bob):
        choose(person, "30m before")
    add(alice, "Call friday 17:00")
    pages = [who.get("/acme/tasks/pick/reminders?ref=WEB-1").text for who in (alice, bob)]
    assert ["your default" in page for page in pages] == [True, False]


def test_own_reminders_of_a_task_stand_for_them(alice: Person, team: Team) -> None:
    choose(alice, "30m before, 10m before")
    add(alice, "Call friday 17:00 remind 1h before")
    add(alice, "Meet friday 17:00")
    pick = "/acme/tasks/pick/reminders?ref=WEB-2"
    assert "your default" in alice.get(pick).text
    alice.post("/acme/tasks/WEB-2/reminders", {"moment": "none"})
    assert "your default" not in alice.get(pick).text
    assert count(alice, team, "2027-05-14 14:50") == 0


def test_what_had_passed_when_they_were_chosen_is_not_told(alice: Person, team: Team) -> None:
    add(alice, "Call today 9:10")
    choose(alice, "30m before, 5m before")
    assert count(alice, team, "2027-05-12 07:05") == 1
    choose(alice, "")
    add(alice, "Meet today 9:30")
    assert count(alice, team, "2027-05-12 07:30") == 1


def test_the_mail_stays_where_the_date_has_moved(alice: Person, team: Team) -> None:
    choose(alice, "30m before")
    add(alice, "Call friday 17:00")
    remind(moment("2027-05-14 14:30"))
    alice.post(TASK, {"due_words": "sat 17:00"})
    deliver_all(team)
    assert count(alice, team, "2027-05-15 14:30") == 2


@pytest.mark.parametrize("words", ["soon", "3 days before", "friday at 9am", "1 day before the start", "25h before"])
def test_other_words_stay_in_the_field(alice: Person, words: str) -> None:
    answer = alice.post("/acme/settings/reminders", {"reminders": words})
    assert answer.status_code == 422
    assert f'value="{words}"' in unescape(answer.text)
