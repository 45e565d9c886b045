"""Behind an @ in a comment, those are offered who see its task."""

from __future__ import annotations

import re

import pytest

from app.comments.mentioning import offer_mentioned
from tests.cast import Person, Team
from tests.tasks.pages import add

NAMES = ["Ada Long", "Ben", "Benno Ada"]


@pytest.mark.parametrize(
    ("text", "start", "offered"),
    [
        ("Hello @", 6, ["Ada Long", "Ben", "Benno Ada"]),
        ("Hello @ad", 6, ["Ada Long", "Benno Ada"]),
        ("@Ada Long, then\n@be", 16, ["Ben", "Benno Ada"]),
        ('@"ada l', 0, ["Ada Long"]),
    ],
)
def test_names_fit_from_their_first_letters_on(text: str, start: int, offered: list[str]) -> None:
    offers = offer_mentioned(text, len(text), NAMES)
    assert offers is not None
    assert offers.start == start
    assert offers.choices == [(name, f"@{name} ") for name in offered]


@pytest.mark.parametrize("text", ["", "ada@be", "@ ", "@ben", "@ben is here", "@zoe", "x @be\n"])
def test_nothing_is_offered_where_no_name_is_being_written(text: str) -> None:
    assert offer_mentioned(text, len(text), NAMES) is None


def test_only_the_place_of_writing_counts() -> None:
    offers = offer_mentioned("@be and @ad", 3, NAMES)
    assert offers is not None
    assert [name for name, _ in offers.choices] == ["Ben", "Benno Ada"]


def offered_to(person: Person, ref: str = "WEB-1") -> set[str]:
    answer = person.post(f"/acme/tasks/{ref}/mentions", {"body": "Hello @", "at": "7"})
    assert answer.status_code == 200
    return set(re.findall(r"<span>(\w+) ", answer.text))


def test_people_who_do_not_see_the_task_are_not_offered(team: Team) -> None:
    add(team.alice, "Plan")
    assert offered_to(team.bob) == {"Alice", "Gina"}
    form = {"visibility": "private", "people": str(team.bob.member_id)}
    assert team.alice.post("/acme/projects/WEB/sharing", form).status_code == 303
    assert offered_to(team.bob) == {"Alice"}
    assert team.charlie.post("/acme/tasks/WEB-1/mentions", {"body": "@", "at": "1"}).status_code == 404
