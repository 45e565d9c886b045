"""What completes while a filter is written: fields, their values, and the names the writer sees."""

from __future__ import annotations

import pytest

from app.filtering.offering import MOST, offer
from app.filtering.parsing import parse
from tests.cast import Person

NAMES = {
    "label": ["errand", "home", "Home office", "me"],
    "assignee": ["Ada Lovelace", "Bob"],
    "project": ["Side jobs"],
}


def offered(text: str) -> list[str] | None:
    found = offer(text, len(text), lambda field: NAMES.get(field, []))
    return [written for _, written in found.choices] if found else None


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("pr", ["priority:", "project:"]),
        ("milk -la", ["label:"]),
        ("(as", ["assignee:"]),
        ("by", ["creator:"]),
        ("xy", None),
        ("", None),
        ("milk ", None),
        ("label:ho", [":home", ':"Home office"']),
        ("label:home", None),
        ("label:home,e", [",errand"]),
        ("label:m", [':"me"']),
        ("label:off", [':"Home office"']),
        ('project:"Side j', [':"Side jobs"']),
        ("assignee:", [":me", ':"Ada Lovelace"', ":Bob", ":none"]),
        ("by:m", [":me"]),
        ("is:r", [":repeating"]),
        ("due:t", [":today", ":tomorrow"]),
        ("due:<", [":<7d"]),
        ("priority:none,ur", [",urgent"]),
        ("sort:t", [":title"]),
        ("nothing:x", None),
    ],
)
def test_what_fits_is_offered(text: str, choices: list[str] | None) -> None:
    assert offered(text) == choices


def test_what_is_taken_can_be_read() -> None:
    for text in ("label:ho", 'project:"Side j', "assignee:", "due:", "is:", "sort:", "label:home,e", "-label:m"):
        found = offer(text, len(text), lambda field: NAMES.get(field, []))
        assert found is not None
        assert len(found.choices) <= MOST
        for _, written in found.choices:
            parse(text[: found.start] + written)


def test_names_are_those_the_writer_sees(alice: Person, gina: Person) -> None:
    assert alice.post("/acme/projects", {"name": "Weather"}).status_code == 303
    for person, seen in ((alice, True), (gina, False)):
        answer = person.post("/acme/filter-words", {"filter": "project:we", "at": "10"})
        assert answer.status_code == 200
        assert "Website" in answer.text
        assert ("Weather" in answer.text) is seen
