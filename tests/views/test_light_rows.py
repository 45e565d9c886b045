"""What one row of a list and one card of a board may weigh, before anything compresses it."""

from __future__ import annotations

import re

import pytest

from tests.cast import Person

ROW = re.compile(r'<li id="task-.*?</li>', re.S)


@pytest.mark.parametrize(("path", "bytes_each", "elements_each"), [("", 800, 11), ("/board", 700, 10)])
def test_a_plain_row_is_light(alice: Person, path: str, bytes_each: int, elements_each: int) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Choose the words\nCall the printer"})
    rows = ROW.findall(alice.get(f"/acme/projects/WEB{path}").text)
    assert len(rows) >= 2
    for row in rows:
        assert len(row.encode()) <= bytes_each, row
        assert len(re.findall(r"<[a-z]", row)) <= elements_each, row


def test_a_row_with_all_its_values_is_light(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Choose the words friday !high @alice"})
    (row,) = ROW.findall(alice.get("/acme/projects/WEB").text)
    assert len(row.encode()) <= 1_200, row
    assert len(re.findall(r"<[a-z]", row)) <= 16, row


def test_the_forms_of_the_rows_do_what_their_buttons_say(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Choose the words"})
    page = alice.get("/acme/projects/WEB").text
    assert 'form="tick" name="status" value="completed WEB-1"' in page
    assert alice.post("/acme/tasks/status", {"status": "completed WEB-1"}).status_code == 303
    assert "WEB-1" not in alice.get("/acme/projects/WEB").text
    for form in ({}, {"status": "completed"}, {"status": "completed WEB-9"}, {"status": "completed x"}):
        assert alice.post("/acme/tasks/status", form).status_code == 404
    assert alice.post("/acme/tasks/status", {"status": "eaten WEB-1"}).status_code == 422
    assert alice.get("/acme/tasks/pick").status_code == 404
    assert alice.get("/acme/tasks/pick?title=WEB-1").status_code == 404
