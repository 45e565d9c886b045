"""A repeat is set, changed and ended; one occurrence is left out or changed by itself; what was done is counted."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
import time_machine

from tests.cast import Person
from tests.clients import htmx
from tests.repeats.conftest import WEDNESDAY, Look, add, complete, find

WEEKLY = "FREQ=WEEKLY;BYDAY=FR"
EDIT = "/acme/tasks/WEB-1"


@pytest.mark.parametrize(
    ("due", "words", "expected"),
    [
        ("", "every friday", "2027-05-14 FREQ=WEEKLY;BYDAY=FR"),
        ("", "friday", "2027-05-14 FREQ=WEEKLY;BYDAY=FR"),
        ("", "2 weeks", "2027-05-12 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("2027-05-31", "monthly", "2027-05-31 FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("2027-05-20", "every friday until june 4", "2027-05-21 FREQ=WEEKLY;UNTIL=20270604;BYDAY=FR"),
        ("2027-05-07", "every friday", "2027-05-07 FREQ=WEEKLY;BYDAY=FR"),
        ("2027-04-08", "every friday", "2027-05-14 FREQ=WEEKLY;BYDAY=FR"),
        ("2027-05-20", "FREQ=DAILY;INTERVAL=2;COUNT=3", "2027-05-20 FREQ=DAILY;INTERVAL=2;COUNT=3"),
    ],
)
def test_the_first_day_is_the_tasks_own_or_the_next_to_come(
    alice: Person, look: Look, due: str, words: str, expected: str
) -> None:
    add(alice, "Water")
    alice.post(EDIT, {"due_date": due})
    assert alice.post(EDIT, {"repeat": words}).status_code == 303
    assert look() == [f"WEB-1 Water {expected}"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("every now and then", "Write how often"),
        ("every 5 minutes", "Tasks repeat once a day at most"),
        ("FREQ=HOURLY", "A rule repeats by days"),
        ("x" * 300, "Use at most 200 characters"),
    ],
)
def test_what_is_no_repeat_is_refused_with_a_reason(alice: Person, look: Look, words: str, reason: str) -> None:
    add(alice, "Water")
    answer = alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "repeat": words, "field": "repeat"})
    assert answer.status_code == 422
    assert reason in unescape(answer.text)
    assert look() == ["WEB-1 Water"]


def test_setting_the_same_again_keeps_the_rhythm(alice: Person, look: Look) -> None:
    add(alice, "Pay every 2 weeks on friday")
    alice.post(EDIT, {"due_date": "2027-05-21"})
    alice.post(EDIT, {"repeat": "every 2 weeks on Friday", "repeat_asks": "subtasks", "repeat_subtasks": "1"})
    complete(alice, "WEB-1")
    assert look()[1].startswith("WEB-2 Pay 2027-05-28")


def test_many_repeat_at_once_each_from_its_own_day(alice: Person, look: Look) -> None:
    add(alice, "Water tomorrow")
    add(alice, "Weed monday")
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1,WEB-2", "repeat": "weekly"})
    assert [line.split("BYDAY=")[1] for line in look()] == ["TH", "MO"]
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1,WEB-2", "repeat": ""})
    assert [line.count("FREQ") for line in look()] == [0, 0]


def test_one_is_left_out_and_the_undo_brings_it_back(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    alice.post(f"{EDIT}/occurrence/skip")
    assert look() == [f"WEB-1 Water 2027-05-21 {WEEKLY}"]
    alice.post("/acme/undo")
    assert look() == [f"WEB-1 Water 2027-05-14 {WEEKLY}"]
    add(alice, "Sharpen every! 3 days from 20 may")
    alice.post("/acme/tasks/WEB-2/occurrence/skip")
    assert look()[1].startswith("WEB-2 Sharpen 2027-05-23")


def test_one_is_changed_by_itself_and_the_others_stay(alice: Person, look: Look) -> None:
    add(alice, "Lunch every friday")
    alice.post(f"{EDIT}/occurrence/separation")
    alice.post(EDIT, {"title": "Picnic"})
    assert look() == ["WEB-1 Picnic 2027-05-14", f"WEB-2 Lunch 2027-05-21 {WEEKLY}"]
    complete(alice, "WEB-1")
    assert len(look()) == 2


def test_what_does_not_repeat_cannot_be_left_out(alice: Person, gina: Person, charlie: Person) -> None:
    add(alice, "Water every day for 1 times")
    add(alice, "Weed")
    assert alice.post(f"{EDIT}/occurrence/skip").status_code == 422
    assert alice.post("/acme/tasks/WEB-2/occurrence/separation").status_code == 422
    for person, status in ((gina, 403), (charlie, 404)):
        for path in ("skip", "separation"):
            assert person.post(f"{EDIT}/occurrence/{path}").status_code == status


def test_the_page_counts_what_was_done(alice: Person, inside: None) -> None:
    add(alice, "Water every day")
    for number in range(1, 4):
        with time_machine.travel(WEDNESDAY + timedelta(days=number), tick=False):
            complete(alice, f"WEB-{number}")
    html = alice.get("/acme/tasks/WEB-4").text
    assert "Done 3 times, last 15 May" in html
    assert html.index(">WEB-3<") < html.index(">WEB-1<")
    assert 'href="/acme/tasks/WEB-4">WEB-4</a>' in alice.get("/acme/tasks/WEB-1").text
    assert find("WEB-4").series_id == find("WEB-1").id


def test_what_was_done_where_one_does_not_see_it_is_not_counted(alice: Person, bob: Person) -> None:
    add(alice, "Water every day")
    for number in (1, 2):
        complete(alice, f"WEB-{number}")
    alice.post("/acme/projects", {"name": "Secret", "key": "SEC"})
    alice.post("/acme/projects/SEC/sharing", {"visibility": "private"})
    assert alice.post("/acme/tasks/WEB-1/project", {"project": "SEC"}).status_code == 303
    pages = [who.get("/acme/tasks/WEB-3").text for who in (alice, bob)]
    assert [("Done 2 times" in page, "SEC-1" in page) for page in pages] == [(True, True), (False, False)]
    assert "Done 1 time" in pages[1]


def test_the_picker_offers_the_common_ones_for_the_day(alice: Person) -> None:
    add(alice, "Water every friday")
    html = alice.post("/acme/tasks/pick/repeat", {"ref": "WEB-1"}, headers=htmx("/acme/projects/WEB")).text
    for words in ("Every day", "Every weekday", "Every Friday", "Every month on the 14th", "No repeat"):
        assert f"<span>{words}</span>" in html
    assert 'value="every Friday"' in html
    assert "Leave this one out" in html
    assert "repeat_subtasks" not in html
    alice.post(f"{EDIT}/subtasks", {"title": "Can"})
    assert "repeat_subtasks" in alice.get("/acme/tasks/pick/repeat?ref=WEB-1").text
