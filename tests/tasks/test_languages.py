"""Words and dates are read in the language and the order of numbers that somebody's profile says."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import time_machine

from app.dates import Due
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look

WEB = "/acme/projects/WEB"
PROFILE = {"name": "Alice Adams", "time_zone": "Europe/Berlin"}
NOW = datetime.fromisoformat("2027-05-12T09:00:00+02:00")  # a Wednesday


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def prefers(person: Person, language: str, order: str = "", zone: str = "Europe/Berlin") -> None:
    form = {**PROFILE, "time_zone": zone, "language": language, "date_order": order}
    assert person.post("/acme/settings/profile", form).status_code == 303


def add(person: Person, line: str) -> None:
    assert person.post(f"{WEB}/tasks", {"title": line}, headers=htmx(WEB)).status_code == 200


@pytest.mark.parametrize(
    ("language", "line"),
    [("de", "Putzen morgen 17 Uhr"), ("fr", "Putzen demain 17h"), ("es", "Putzen mañana 17:00")],
)
def test_quick_add_reads_the_language_of_the_profile(alice: Person, look: Look, language: str, line: str) -> None:
    prefers(alice, language)
    add(alice, line)
    assert look("Putzen").due == Due(date(2027, 5, 13), time(17), "Europe/Berlin")


@pytest.mark.parametrize(
    ("order", "zone", "due"),
    [
        ("", "Europe/Berlin", date(2027, 7, 6)),
        ("", "America/New_York", date(2027, 6, 7)),
        ("mdy", "Europe/Berlin", date(2027, 6, 7)),
        ("dmy", "America/New_York", date(2027, 7, 6)),
    ],
)
def test_dates_in_numbers_follow_the_profile(alice: Person, look: Look, order: str, zone: str, due: date) -> None:
    prefers(alice, "en", order, zone)
    add(alice, "Putzen 6/7/2027")
    assert look("Putzen").due == Due(due)


def test_fields_read_the_language_and_what_they_are_filled_with(alice: Person, look: Look) -> None:
    prefers(alice, "de")
    add(alice, "Putzen")
    task = f"/acme/tasks/{look('Putzen').ref}"
    for words, day in (("übermorgen", 14), ("1 May 2027", 1), ("friday", 14)):
        assert alice.post(task, {"due_words": words}, headers=htmx(WEB)).status_code == 200
        assert look("Putzen").due == Due(date(2027, 5, day))
    assert alice.post(task, {"repeat": "jeden Montag"}, headers=htmx(WEB)).status_code == 200
    repeat = look("Putzen").repeat
    assert repeat is not None
    assert repeat["rule"] == "FREQ=WEEKLY;BYDAY=MO"


def test_an_order_that_is_none_is_refused(alice: Person) -> None:
    answer = alice.post("/acme/settings/profile", {**PROFILE, "language": "en", "date_order": "ymd"})
    assert answer.status_code == 422
    assert "Choose one of the three." in answer.text
