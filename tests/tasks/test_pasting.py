"""A pasted list becomes tasks: one of each line, deeper lines as subtasks, and one bad line loses no other."""

from __future__ import annotations

from app.tasks.outline import MOST_LINES, read_outline
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import paste, titles

LIST = "/acme/projects/WEB"
ADD = f"{LIST}/tasks"


def test_every_line_becomes_a_task_and_marks_are_taken_off(alice: Person) -> None:
    paste(alice, "- One\n\n* Two\n3. Three\n- [x] Four\n2026 plans")
    assert titles(alice.get(LIST).text) == ["One", "Two", "Three", "Four", "2026 plans"]


def test_deeper_lines_are_subtasks_by_tab_or_space(alice: Person, look: Look) -> None:
    paste(alice, "Trip\n\tFlights\n\t\tSeats\n    Hotel\nGarden")
    assert titles(alice.get(LIST).text) == ["Trip", "Garden"]
    assert look("Seats").parent_id == look("Flights").id
    assert look("Hotel").parent_id == look("Trip").id


def test_a_bad_line_is_said_and_its_subtasks_stand_one_level_higher(alice: Person, look: Look) -> None:
    text = f"Trip\n  {'x' * 201}\n    Seats\nGarden"
    for headers, status in (({}, 422), (htmx(LIST), 200)):
        answer = alice.post(ADD, {"title": text}, headers=headers)
        assert answer.status_code == status
        assert "1 line could not be added" in answer.text
        assert "Line 2" in answer.text
        assert look("Seats").parent_id == look("Trip").id
        alice.post(f"/acme/tasks/{look('Trip').ref}/trash")
        alice.post(f"/acme/tasks/{look('Trip').ref}/deletion")


def test_the_same_paste_twice_is_made_once(alice: Person) -> None:
    form = {"title": "One\nTwo", "new_id": "01900000-0000-7000-8000-000000000001"}
    for _ in range(2):
        assert alice.post(ADD, form).status_code == 303
    assert titles(alice.get(LIST).text) == ["One", "Two"]


def test_a_staircase_of_lines_is_read_without_end_of_stack() -> None:
    (line,) = read_outline("\n".join(f"{' ' * depth}x" for depth in range(MOST_LINES + 5)))
    depth = 1
    while line.children:
        (line,) = line.children
        depth += 1
    assert depth == MOST_LINES


def test_strangers_and_guests_paste_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post(ADD, {"title": "One\nTwo"}).status_code == 403
    assert charlie.post(ADD, {"title": "One\nTwo"}).status_code == 404


def test_what_another_pasted_with_the_same_id_is_not_ones_own(alice: Person, bob: Person) -> None:
    form = {"title": "One\nTwo", "new_id": "01900000-0000-7000-8000-000000000001"}
    for person in (alice, bob):
        person.post("/acme/projects/WEB/tasks", form)
    assert titles(alice.get("/acme/projects/WEB").text) == ["One", "Two", "One", "Two"]
