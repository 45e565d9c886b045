"""Dates in words wherever a date is edited: what was understood is said, what was not stays in the field."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
import time_machine

from app.dates import Due
from app.errors import Invalid
from app.tasks.date_words import read_day_words, read_due_words, write_day, write_due
from app.words.cursor import Writer
from app.zones import zone_info
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look

NOW = datetime.fromisoformat("2027-05-12T09:00:00+02:00")  # a Wednesday
WRITER = Writer(NOW, zone_info("Europe/Berlin"), "dmy", "en")
BERLIN = "Europe/Berlin"
TASK = "/acme/tasks/WEB-1"
PICK = "/acme/tasks/pick/due?ref=WEB-1"


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def task(alice: Person) -> str:
    alice.post("/acme/projects/WEB/tasks", {"title": "Call\nWrite"})
    return TASK


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("fri 17:00", Due(date(2027, 5, 14), time(17), BERLIN)),
        ("in 3 days", Due(date(2027, 5, 15))),
        ("tomorrow", Due(date(2027, 5, 13))),
        ("Thursday 14 October 2027", Due(date(2027, 10, 14))),
        ("  2027-05-14   9:05 ", Due(date(2027, 5, 14), time(9, 5), BERLIN)),
        ("", None),
    ],
)
def test_words_mean_a_date(words: str, due: Due | None) -> None:
    assert read_due_words(words, WRITER) == due


@pytest.mark.parametrize(
    "words", ["some day", "foo 17:00", "fri or so", "every friday", "3/4/5/6", "x" * 101, "1 Jan 1900"]
)
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(Invalid):
        read_due_words(words, WRITER)


def test_a_start_is_a_day() -> None:
    assert read_day_words("next monday", WRITER) == date(2027, 5, 17)
    with pytest.raises(Invalid, match="without a time"):
        read_day_words("fri 17:00", WRITER)


def test_what_the_field_shows_is_read_as_the_same() -> None:
    for number in range(0, 84_000, 211):
        day = date(1970, 1, 1) + timedelta(days=number)
        for clock in (None, time(0), time(7, 5)):
            due = Due(day, clock, BERLIN if clock else None)
            assert read_due_words(write_due(due), WRITER) == due
        assert read_day_words(write_day(day), WRITER) == day


def test_a_form_takes_words(alice: Person, task: str, look: Look) -> None:
    alice.post(task, {"due_words": "fri 17:00", "start_words": "tomorrow"})
    assert (look("Call").due, look("Call").start_on) == (Due(date(2027, 5, 14), time(17), BERLIN), date(2027, 5, 13))
    alice.post(task, {"due_words": "sat 9:00", "due_zone": ""})
    assert look("Call").due == Due(date(2027, 5, 15), time(9))
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "due_words": "sun"})
    assert look("Call").due == Due(date(2027, 5, 16))
    alice.post(task, {"due_words": "", "start_words": ""})
    assert (look("Call").due, look("Call").start_on) == (None, None)
    alice.post("/acme/tasks", {"title": "New", "project": "WEB", "due_words": "fri", "due_date": ""})
    assert look("New").due == Due(date(2027, 5, 14))


def test_many_tasks_keep_their_times_unless_one_is_said(alice: Person, task: str, look: Look) -> None:
    alice.post(task, {"due_words": "fri 17:00"})
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1,WEB-2", "due_words": "sat"})
    assert (look("Call").due, look("Write").due) == (Due(date(2027, 5, 15), time(17), BERLIN), Due(date(2027, 5, 15)))
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1,WEB-2", "due_words": "sun 8:00"})
    assert look("Call").due == look("Write").due == Due(date(2027, 5, 16), time(8), BERLIN)


def test_the_picker_shows_the_date_and_a_month_of_days(alice: Person, task: str, look: Look) -> None:
    alice.post(task, {"due_words": "20 Nov 2027 17:00"})
    page = alice.get(PICK).text
    assert 'value="20 Nov 2027 17:00"' in page
    assert "November 2027" in page
    assert 'value="2027-11-20" aria-label="Saturday 20 November 2027" aria-pressed="true"' in page
    assert "December 2027" in alice.get(f"{PICK}&month=2027-12").text
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "due_date": "2027-11-21"})
    assert look("Call").due == Due(date(2027, 11, 21), time(17), BERLIN)


def test_words_that_say_no_date_stay_in_the_field(alice: Person, task: str, look: Look) -> None:
    answer = alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "field": "due", "due_words": "some day"})
    assert answer.status_code == 422
    assert 'value="some day"' in answer.text
    assert "“some day” is not understood. Write it like fri 17:00, in 3 days or 27 Nov." in unescape(answer.text)
    assert (
        alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "due_words": "x y"}, headers=htmx("/acme/tasks")).status_code
        == 422
    )
    assert look("Call").due is None


def test_a_field_says_what_it_understood(alice: Person) -> None:
    said = [alice.get(f"/acme/dates/reading?words={words}").json for words in ("fri 17:00", "tomorrow", "1 Feb", "")]
    texts = ["Fri 14 May, 17:00", "Tomorrow, Thu 13 May, all day", "Tue 1 Feb 2028, all day", ""]
    assert said == [{"understood": True, "text": text} for text in texts]
    refused = alice.get("/acme/dates/reading?kind=start&words=fri 17:00").json
    assert refused == {"understood": False, "text": "Write a day without a time."}


def test_weeks_begin_as_one_likes(alice: Person, task: str) -> None:
    def first_days() -> list[str]:
        week, month = alice.get("/acme/tasks/calendar?week=2027-W20").text, alice.get(PICK).text
        return [week.split('data-day="')[1][:10], month.split('name="due_date" value="2')[4][:9]]

    assert first_days() == ["2027-05-17", "027-04-26"]
    profile = {"name": "Alice", "time_zone": BERLIN, "language": "en"}
    alice.post("/acme/settings/profile", profile | {"week_start": "sunday"})
    assert first_days() == ["2027-05-16", "027-04-25"]
    alice.post("/acme/settings/profile", profile)
    assert first_days() == ["2027-05-16", "027-04-25"]
    assert "week=2027-W21" in alice.get("/acme/tasks/calendar?week=2027-W20").text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "America/New_York"])
def test_another_zone_moves_nothing_but_times(alice: Person, task: str, look: Look, zone: str) -> None:
    alice.post(task, {"due_words": "fri"})
    alice.post("/acme/tasks/WEB-2", {"due_words": "fri 17:00", "due_zone": ""})
    alice.post("/acme/projects/WEB/tasks", {"title": "Last one friday 17:00"})
    alice.post("/acme/settings/profile", {"name": "Alice", "time_zone": zone, "language": "en"})
    assert look("Call").due == Due(date(2027, 5, 14))
    assert look("Write").due == Due(date(2027, 5, 14), time(17))
    assert look("Last one").due == Due(date(2027, 5, 14), time(17), BERLIN)
    page = unescape(alice.get("/acme/tasks").text)
    here = datetime.combine(date(2027, 5, 14), time(17), zone_info(BERLIN)).astimezone(zone_info(zone))
    assert page.count(">Fri 14 May 17:00<") == 1
    assert f"{here:%a} {here.day} May {here:%H:%M}" in page
