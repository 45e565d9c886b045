"""German from the first visit on: doors, pages, dates, numbers, scripts and the name of the Inbox."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from app.dates import Due
from app.repeats.kept import Kept
from app.repeats.occurrences import Repeat
from app.repeats.rules import read_rule
from app.repeats.wording import say_repeat
from app.translation.scripts import spoken, texts_in
from app.translation.speaking import speaking
from app.web.sizes import say_size
from app.wording import count, say_due, say_moment
from tests.cast import Person
from tests.clients import LintingClient, htmx
from tests.tasks.pages import add

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PROFILE = {"name": "Alice Adams", "time_zone": "Europe/Berlin", "date_order": ""}
RULES = {
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR": "Alle 2 Wochen am Montag und Freitag",
    "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1": "Jeden Monat am letzten Freitag",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27": "Jedes Jahr am 27. Januar",
    "FREQ=DAILY;COUNT=5": "Jeden Tag, 5-mal",
}


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/share/nothing"])
def test_doors_speak_what_the_browser_asks_for(client: LintingClient, path: str) -> None:
    german = client.get(path, headers={"Accept-Language": "de-CH,de;q=0.9,en;q=0.5"})
    assert '<html lang="de"' in german.text
    assert '<html lang="en"' in client.get(path, headers={"Accept-Language": "fr,es;q=0.5"}).text
    assert "Accept-Language" in german.headers.get("Vary", "") or "no-store" in german.headers["Cache-Control"]


def test_the_profile_decides_and_names_the_inbox(app: Flask, alice: Person) -> None:
    assert alice.post("/acme/settings/profile", PROFILE | {"language": "de"}).status_code == 303
    page = alice.get("/acme/projects", headers={"Accept-Language": "en"}).text
    assert '<html lang="de"' in page
    assert ">Eingang</span></h1>" in alice.get("/acme/", follow_redirects=True).text
    alice.post("/acme/settings/profile", PROFILE | {"language": "en"})
    assert ">Inbox</span></h1>" in alice.get("/acme/", follow_redirects=True).text


def test_the_way_back_names_its_key(alice: Person) -> None:
    alice.post("/acme/settings/profile", PROFILE | {"language": "de"})
    add(alice, "Plan")
    done = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=htmx("/acme/projects/WEB")).text
    assert 'Rückgängig <kbd class="wide-only">Z</kbd>' in done
    undone = alice.post("/acme/undo", headers=htmx("/acme/projects/WEB")).text
    assert 'Wiederherstellen <kbd class="wide-only">⇧Z</kbd>' in undone


def test_what_the_api_refuses_is_said_in_german_too(alice: Person) -> None:
    assert alice.post("/acme/settings/profile", PROFILE | {"language": "de"}).status_code == 303
    refused = alice.get("/api/tasks?workspace=acme&page=900&limit=50&status=lost&filter=milk+is:opne")
    errors = refused.get_json()["errors"]
    assert errors["page"][0].startswith("Nur die ersten 10.000 Aufgaben")
    assert errors["status"][0].startswith("Wähle eines von: pending")
    assert errors["filter"][0].startswith("Zeichen 9: ")
    refused = alice.get("/api/tasks?workspace=acme&limit=500")
    assert refused.get_json()["errors"] == {"limit": ["Verlange höchstens 100 auf einmal."]}


def test_dates_and_numbers_are_written_as_is_usual() -> None:
    with speaking("de"):
        assert say_due(Due(date(2026, 11, 27)), BERLIN, NOW) == "Fr 27. Nov"
        assert say_moment(NOW - timedelta(minutes=5), BERLIN, NOW) == "vor 5 Minuten"
        assert (count(1, "task"), count(1200, "task")) == ("1 Aufgabe", "1.200 Aufgaben")
        assert say_size(1_400_000) == "1,4 MB"


@pytest.mark.parametrize(("rule", "sentence"), RULES.items())
def test_repeats_are_said_in_german(rule: str, sentence: str) -> None:
    start = date(2027, 5, 14)
    with speaking("de"):
        assert say_repeat(Kept(Repeat(read_rule(rule), start), "UTC", start)) == sentence


def test_a_script_is_served_with_its_texts_said_and_unmarked() -> None:
    script = 'toast(_(`${n.length} of ${m}`), _("It is\\n so."), a_(1))'
    assert list(texts_in(script)) == ["{0} of {1}", "It is\n so."]
    said = {"{0} of {1}": "von {1} `$` {0}", "It is\n so.": 'So "ist" es.'}
    german = spoken(script, lambda text: said[text])
    assert german == 'toast(`von ${m} \\`\\$\\` ${n.length}`, "So \\"ist\\" es.", a_(1))'
    assert spoken(script, str) == 'toast(`${n.length} of ${m}`, "It is\\n so.", a_(1))'
