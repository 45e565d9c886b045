"""Finding by words: beginnings, stems, addresses and refs; never what is in the trash or not ours."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.tasks.pages import add, paste, titles


def find(person: Person, words: str) -> list[str]:
    return titles(person.get("/acme/tasks", query_string={"q": words}).text)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Order paper", "pap"),
        ("Running shoes", "run"),
        ("Grüße an Ärzte", "ÄRZTE grüsse"),
        ("Ask ada@example.com", "ada@example.com"),
        ("Ask ada@example.com", "example.com"),
        ("Read https://example.org/path?x=1", "https://example.org/path"),
        ("Upgrade to 3.14", "3.14"),
        ("Rename snake_case_name", "case"),
        ("Rename snake_case_name", "snake_case"),
        ("Buy 日本語 book", "日本"),
        ("Don’t panic", "don't"),
        ("Cafe\u0301 menu", "café"),
    ],
)
def test_a_task_is_found_by_what_people_type(alice: Person, title: str, words: str) -> None:
    add(alice, title, "Something else")
    assert find(alice, words) == [title]


def test_every_word_must_be_there(alice: Person) -> None:
    add(alice, "Paint the fence", "Paint the door")
    assert find(alice, "paint door") == ["Paint the door"]
    assert find(alice, "paint roof") == []


def test_descriptions_are_searched_and_follow_changes(alice: Person) -> None:
    add(alice, "Trip")
    alice.post("/acme/tasks/WEB-1", {"description": "Bring the **tent**"})
    assert find(alice, "tents") == ["Trip"]
    alice.post("/acme/tasks/WEB-1", {"description": "Bring nothing", "title": "Journey"})
    assert find(alice, "tent") == find(alice, "trip") == []
    assert find(alice, "journey") == ["Journey"]


def test_pasted_lines_subtasks_and_copies_are_found(alice: Person) -> None:
    paste(alice, "Garden\n  Apple tree")
    assert find(alice, "apple") == ["Apple tree"]
    alice.post("/acme/tasks/WEB-1/copies")
    assert find(alice, "apple") == ["Apple tree", "Apple tree"]


def test_a_ref_finds_its_task(alice: Person) -> None:
    add(alice, "First", "See WEB 1")
    assert find(alice, "web-1") == ["First", "See WEB 1"]


def test_words_of_punctuation_find_nothing(alice: Person) -> None:
    add(alice, "First")
    for words in ("!!!", "& | :*", "'"):
        assert find(alice, words) == []


def test_the_trash_is_not_searched(alice: Person) -> None:
    add(alice, "Paper")
    alice.post("/acme/tasks/WEB-1/trash")
    assert find(alice, "paper") == []


def test_nobody_finds_what_is_in_somebody_elses_inbox_or_workspace(alice: Person, bob: Person, charlie: Person) -> None:
    mine = bob.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]
    add(bob, "Secret wish", project=mine)
    add(bob, "Secret plan")
    assert sorted(find(bob, "secret")) == ["Secret plan", "Secret wish"]
    assert find(alice, "secret") == ["Secret plan"]
    assert find(alice, f"{mine}-1") == []
    home = charlie.get("/").location.strip("/").split("/")[-1]
    assert charlie.get(f"/{home}/tasks?q=secret").status_code == 200
    assert titles(charlie.get(f"/{home}/tasks?q=secret").text) == []
    assert charlie.get("/acme/tasks?q=secret").status_code == 404
