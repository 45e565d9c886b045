"""Every example of the page on filters is read, or refused, as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.filtering.asking import conjuncts
from app.filtering.fields import FIELDS, OTHER_NAMES, SETTINGS
from app.filtering.parsing import parse
from app.filtering.tokens import Mistake
from app.tasks.filter_chips import say
from app.workspaces.directory import Directory
from tests.docs.test_quick_add import sentences

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/filters.md").read_text()
ROW = re.compile(r"^\| `` (.+?) `` \| (.*?) \|$", re.MULTILINE)
FINDS = [(text, meaning) for text, meaning in ROW.findall(PAGE) if " | " not in meaning]
REFUSED = [(text, *told.split(" | ")) for text, told in ROW.findall(PAGE) if " | " in told]
NO_REASON = {"Possible here: ", "Something is missing here."}
"""What stands before the examples, and what is said of an end that something else is always said of."""
NOBODY = Directory({}, {}, {})


@pytest.mark.parametrize(("text", "meaning"), FINDS)
def test_the_example_is_read_so(text: str, meaning: str) -> None:
    query = parse(text)
    parts = [say(part, NOBODY) for part in conjuncts(query.tree)]
    parts += [f"sorted by {query.sort}"] if query.sort else []
    parts += [f"in groups by {query.group}"] if query.group else []
    assert "; ".join(parts) == meaning


@pytest.mark.parametrize(("text", "place", "reason", "expected"), REFUSED)
def test_the_example_is_refused_so(text: str, place: str, reason: str, expected: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse(text)
    told = caught.value
    assert (str(told.position + 1), told.reason, ", ".join(told.expected)) == (place, reason, expected)


def test_the_page_has_examples() -> None:
    assert len(FINDS) >= 50
    assert len(REFUSED) >= 20


def test_every_field_and_each_of_its_words_is_on_the_page() -> None:
    for name in (*FIELDS, *SETTINGS, *OTHER_NAMES):
        assert f"`{name}:" in PAGE or f" {name}:" in PAGE, name
    words = {word for field in FIELDS.values() for word in field.words}
    words |= {word for setting in SETTINGS.values() for word in setting}
    assert [word for word in words if not re.search(rf"\b{word}\b", PAGE)] == []


def test_every_reason_to_refuse_is_on_the_page() -> None:
    reasons = {reason for path in ROOT.glob("app/filtering/*.py") for reason in sentences(path)}
    assert len(reasons) >= 12
    assert [reason for reason in reasons - NO_REASON if reason not in PAGE] == []
