"""The board without a script: columns, cards, limits, and moving a card by its menu."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import add

BOARD = "/acme/projects/WEB/board"
COLUMN = re.compile(r'<section class="board__column" id="column-([^"]+)".*?</section>', re.S)
TITLE = re.compile(r'class="card__title"[^>]*>([^<]*)<')
AMOUNT = re.compile(r'id="amount-[^"]*" class="([^"]*)">([^<]*)<')


def columns(person: Person, path: str = BOARD) -> dict[str, str]:
    """Return the titles in each column, one after the other."""
    html = person.get(path).text
    return {found[1]: unescape("".join(TITLE.findall(found[0]))) for found in COLUMN.finditer(html)}


@pytest.fixture(autouse=True)
def four(alice: Person) -> None:
    add(alice, *"ABCD")


def test_tasks_stand_in_the_column_of_their_status(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-2/status", {"status": "in_progress"})
    for number in (3, 4, 1):
        alice.post(f"/acme/tasks/WEB-{number}/status", {"status": "completed"})
    assert columns(alice) == {"pending": "", "in_progress": "B", "completed": "ADC", "cancelled": ""}
    assert list(columns(alice, f"{BOARD}?status=open")) == ["pending", "in_progress"]


def test_columns_may_stand_for_another_field(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-3", {"priority": "high"})
    assert columns(alice, f"{BOARD}?group=priority") == {
        "urgent": "",
        "high": "C",
        "medium": "",
        "low": "",
        "none": "ABD",
    }
    alice.post("/acme/projects/WEB/sections", {"name": "Later"})
    assert columns(alice, f"{BOARD}?group=section")["none"] == "ABCD"
    assert list(columns(alice, f"{BOARD}?group=label")) == ["pending", "in_progress", "completed", "cancelled"]


@pytest.mark.parametrize("place", ["/acme/tasks", "/acme/my-work", "/acme/projects/WEB"])
def test_every_place_has_a_board(alice: Person, gina: Person, place: str) -> None:
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": str(alice.member_id)})
    assert "A" in columns(alice, f"{place}/board")["pending"]
    assert 'data-drag="' in alice.get(f"{place}/board").text
    assert 'data-drag="' not in gina.get(f"{place}/board").text
    assert ('data-drag-order=""' in alice.get(f"{place}/board").text) == ("projects" in place)


def test_a_card_goes_from_one_person_to_another(alice: Person, bob: Person, gina: Person, look: Look) -> None:
    by_person = f"{BOARD}?group=assignee"
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": [str(alice.member_id), str(gina.member_id)]})
    assert columns(alice, by_person) == {
        str(alice.member_id): "A",
        str(bob.member_id): "",
        str(gina.member_id): "",
        "none": "BCD",
    }
    alice.post("/acme/tasks/WEB-1/place", {"assignee": str(bob.member_id), "before": "WEB-2"})
    assert {one.name for one in look("A").assignees} == {"Bob Brown", "Gina Green"}
    alice.post("/acme/tasks/WEB-1/place", {"assignee": "", "before": "WEB-2"})
    assert look("A").assignees == []
    alice.post("/acme/projects/WEB/tasks", {"title": "E", "assignee": str(bob.member_id)})
    assert columns(alice, by_person)[str(bob.member_id)] == "E"
    assert alice.post("/acme/tasks/WEB-1/place", {"assignee": "nobody"}).status_code == 422


def test_a_card_is_moved_by_its_menu(alice: Person, look: Look) -> None:
    page = alice.get("/acme/tasks/WEB-4/place", headers={"Referer": f"http://localhost{BOARD}"})
    assert f'name="next" value="{BOARD}"' in page.text
    moved = alice.post("/acme/tasks/WEB-4/place", {"status": "pending", "place": "top", "next": BOARD})
    assert moved.headers["Location"] == BOARD
    assert columns(alice)["pending"] == "DABC"
    dialog = alice.get("/acme/tasks/WEB-4/place", headers=htmx(BOARD)).text
    assert 'hx-target="#dialogs"' in dialog


def test_a_card_is_added_at_the_foot_of_a_column(alice: Person, look: Look) -> None:
    made = alice.post("/acme/projects/WEB/tasks", {"title": "E", "status": "in_progress"}, headers=htmx(BOARD))
    assert 'hx-target="#cards-in_progress"' in made.text
    assert look("E").status == "in_progress"
    alice.post("/acme/projects/WEB/tasks", {"title": "F\nG", "status": "in_progress", "priority": "high"})
    assert columns(alice)["in_progress"] == "EFG"
    assert look("G").priority == 3


def test_a_drop_answers_with_the_card_where_it_stands_and_the_counts(alice: Person) -> None:
    form = {"status": "in_progress", "after": "", "shown": "1", "version": "1"}
    text = alice.post("/acme/tasks/WEB-2/place", form, headers=htmx(BOARD)).text
    assert 'data-goes="cards-in_progress" data-behind=""' in text
    assert 'id="amount-pending" class="muted">3<' in text
    assert len(text) < 4_000
    narrowed = alice.post("/acme/tasks/WEB-2/place", form, headers=htmx(f"{BOARD}?status=pending")).text
    assert 'hx-target="#task-WEB-2" hx-swap="delete"' in narrowed


def test_limits_are_said_and_recorded(alice: Person, bob: Person, gina: Person, inside: None) -> None:
    limit = "/acme/projects/WEB/limits"
    for amount, shown in (
        ("5", ("muted", "4 of 5")),
        ("4", ("board__full", "4 of 4")),
        ("3", ("board__full", "4 of 3, over the limit")),
    ):
        assert bob.post(limit, {"column": "pending", "limit": amount}).headers["Location"] == BOARD
        assert AMOUNT.findall(alice.get(BOARD).text)[0] == shown
    assert AMOUNT.findall(alice.get(f"{BOARD}?assignee=none").text)[0] == ("muted", "4")
    assert bob.post(limit, {"column": "pending", "limit": ""}).status_code == 303
    assert AMOUNT.findall(alice.get(BOARD).text)[0] == ("muted", "4")
    for form in (
        {"column": "pending", "limit": "0"},
        {"column": "pending", "limit": "many"},
        {"column": "x", "limit": "1"},
    ):
        assert bob.post(limit, form).status_code == 422
    assert gina.post(limit, {"column": "pending", "limit": "1"}).status_code == 403
    db.session.rollback()
    last = db.session.scalars(select(Event).where(Event.kind == "project.limited").order_by(Event.seq.desc())).first()
    assert last is not None
    assert (last.before, last.after) == ({"limits": {"pending": 3}}, {"limits": None})


def test_a_long_column_goes_on_page_by_page(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"T{n};" for n in range(60)), "status": "completed"})
    page, seen = alice.get(BOARD).text, ""
    counts = []
    while link := re.search(r'hx-get="([^"]*/board/cards[^"]*)"', page):
        page = alice.get(unescape(link[1])).text
        counts.append(len(TITLE.findall(page)))
        seen += "".join(TITLE.findall(page))
    seen += columns(alice)["completed"]
    assert sorted(seen.split(";")[:-1]) == sorted(f"T{n}" for n in range(60))
    assert counts == [20, 20]


def test_a_board_is_read_in_two_statements_and_kept_until_something_changes(
    alice: Person, statements: Callable[[], list[str]]
) -> None:
    reads = "from tasks t join projects"
    for expected in (2, 0):
        statements()
        alice.get(BOARD)
        assert sum(reads in " ".join(one.split()) for one in statements()) == expected
    assert len(statements()) == 0


def test_boards_of_two_people_are_kept_apart(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/INBOX/tasks", {"title": "Secret"})
    assert "Secret" in alice.get("/acme/tasks/board").text
    assert "Secret" not in bob.get("/acme/tasks/board").text
    assert bob.get(BOARD).text.count("data-task=") == 4
