"""What a line means while it is typed: chips with their places, names that fit, nothing changed, nothing given away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
import time_machine
from flask import Flask

from app import create_app, settings
from app.extensions import limiter
from tests.cast import Person
from tests.clients import LintingClient

NOW = datetime.fromisoformat("2027-05-12T09:00:00+02:00")  # a Wednesday
CHIP = re.compile(r'data-start="(\d+)" data-end="(\d+)"[^>]*>(?:<svg.*?</svg>)?([^<]*)')
NAME = re.compile(r'data-text="(.*?)">')


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def chips(person: Person, line: str, **form: object) -> list[tuple[str, str]]:
    """Return the words that are marked in the line, each with what it came to."""
    html = person.post("/acme/words", {"title": line, "to": "/acme/projects/WEB/tasks", **form}).text
    units = line.encode("utf-16-le")
    return [
        (units[2 * int(start) : 2 * int(end)].decode("utf-16-le"), unescape(words).strip())
        for start, end, words in CHIP.findall(html)
    ]


def names(person: Person, line: str, **form: object) -> list[str]:
    """Return what would be written for each name that is offered at the end of the line."""
    html = person.post("/acme/words", {"title": line, "at": len(line)} | form).text
    return [unescape(text) for text in NAME.findall(html)]


def test_each_understood_piece_is_told_with_its_place(alice: Person) -> None:
    line = "🌱 Send it tomorrow 5pm @finance +bob !high // the blue one"
    assert chips(alice, line) == [
        ("tomorrow 5pm", "Tomorrow 17:00"),
        ("@finance", "finance, a new label"),
        ("+bob", "Bob Brown"),
        ("!high", "High priority"),
        ("//", "Description"),
    ]


def test_a_day_and_a_time_apart_say_once_what_they_are_together(alice: Person) -> None:
    assert chips(alice, "5pm call Ada tomorrow") == [("5pm", "Tomorrow 17:00"), ("tomorrow", "")]


def test_repeats_and_reminders_say_what_they_come_to(alice: Person) -> None:
    assert chips(alice, "Water every friday") == [("every friday", "Every Friday, first Fri 14 May")]
    assert chips(alice, "Pay every friday 5pm remind 30m before") == [
        ("every friday 5pm", "Every Friday, first Fri 14 May 17:00"),
        ("remind 30m before", "30 minutes before"),
    ]


def test_what_is_taken_back_is_no_chip_and_what_cannot_be_kept_says_why(alice: Person) -> None:
    assert chips(alice, "🌱 Call tomorrow !high", plain="8-16") == [("!high", "High priority")]
    assert chips(alice, "Send !high !low") == [("!high", "High priority"), ("!low", "A task has one priority.")]
    assert chips(alice, "x" * 201) == [("", "A title has at most 200 characters; this has 201.")]
    assert "at most 10,000 characters" in chips(alice, "tomorrow " * 1112)[0][1]


def test_the_place_where_it_is_typed_counts(alice: Person) -> None:
    assert chips(alice, "Call 17:00", to="/acme/days", day="2027-06-03") == [("17:00", "Thu 3 Jun 17:00")]
    assert chips(alice, "Ask +bob", to="/acme/days", day="2027-06-03")[0][1].startswith("Only you see your Inbox.")
    assert alice.post("/acme/words", {"title": "Sort", "to": "/acme/tasks/WEB-99/subtasks"}).status_code == 404


def test_who_does_not_see_the_project_cannot_be_named_in_it(alice: Person) -> None:
    alice.post("/acme/projects", {"name": "Plans", "key": "PLA"})
    assert chips(alice, "Ask +gina") == [("+gina", "Gina Green")]
    assert chips(alice, "Ask +gina", to="/acme/projects/PLA/tasks")[0][1].startswith("They do not see this project.")


def test_typing_changes_nothing(alice: Person, contents: Callable[[], dict[str, str]]) -> None:
    before = contents()
    chips(alice, "Call tomorrow @brandnew +bob")
    assert contents() == before


def test_names_complete(alice: Person) -> None:
    alice.post("/acme/settings/labels", {"name": "House & Garden"})
    alice.post("/acme/settings/labels", {"name": "finance"})
    assert names(alice, "Rake @") == ["@finance ", '@"House & Garden" ']
    for typed in ("@hou", "@gar", "@house & g", "@“Hou", "(@HOUSE"):
        assert names(alice, f"Rake {typed}") == ['@"House & Garden" '], typed
    assert names(alice, "Call +b") == ['+"Bob Brown" ']
    assert names(alice, "Put it in #web") == [], "it is understood already"
    for line in ("Write to a@h", "C#", "Rake // @h", "https://x.org/ @h/ or#f", "Rake @ h", "Rake @nothing"):
        assert names(alice, line) == [], line
    assert names(alice, "Rake @h", plain="5-7") == []
    assert names(alice, 'Read "a @h" now', at=10) == []


def test_every_name_that_is_offered_is_understood_when_written(alice: Person) -> None:
    made = ["12 monkeys", "a.b", "größer", "semi-detached", 'the "big" one', "two words", "x,y"]
    for name in made:
        alice.post("/acme/settings/labels", {"name": name})
    assert [chips(alice, f"Rake {text}")[0][1] for text in names(alice, "Rake @")] == made


def test_guests_and_strangers_learn_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post("/acme/words", {"title": "Call +b", "at": "7"}).status_code == 403
    assert charlie.post("/acme/words", {"title": "Call +b", "at": "7"}).status_code == 404


def test_names_are_read_once_for_each_version(alice: Person, statements: Callable[[], list[str]]) -> None:
    chips(alice, "Call +bob @home")
    statements()
    chips(alice, "Call +bob @home tomorrow")
    assert len(statements()) <= 4, "who asks and where they type, and no names"
    alice.post("/acme/settings/labels", {"name": "home"})
    assert chips(alice, "Call @home") == [("@home", "home")]


def test_one_person_is_heard_so_often_and_no_more(
    environment: dict[str, str], app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.tasks.routes.words.MOST", "5 per hour")  # a slow machine must not take that long
    limited = create_app(settings.load(environment | {"RATE_LIMIT_ENABLED": "1"}))
    limited.test_client_class = LintingClient
    client = limited.test_client()
    client.set_cookie("primo_session", alice.token)
    limiter.enabled = True
    try:
        found = [client.post("/acme/words", data={"title": ""}).status_code for _ in range(6)]
        assert found == [200] * 5 + [429]
    finally:
        limiter.enabled = False
