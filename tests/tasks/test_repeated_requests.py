"""A request that comes twice makes one task; a page that was kept loses none."""

from __future__ import annotations

from tests.cast import Person
from tests.tasks.test_listing import refs

ID = "0196f5b4-0000-7000-8000-000000000001"


def test_a_double_click_makes_one_task(alice: Person) -> None:
    for _ in range(2):
        alice.post("/acme/projects/WEB/tasks", {"title": "Once", "new_id": ID})
    assert refs(alice.get("/acme/projects/WEB").text) == ["WEB-1"]


def test_two_tabs_of_one_kept_page_lose_no_line(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "From one tab", "new_id": ID})
    alice.post("/acme/projects/WEB/tasks", {"title": "From the other", "new_id": ID})
    page = alice.get("/acme/projects/WEB").text
    assert "From one tab" in page
    assert "From the other" in page


def test_an_id_of_another_workspace_is_just_an_id(alice: Person, charlie: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Alice’s", "new_id": ID})
    home = charlie.get("/", follow_redirects=True).request.path
    charlie.post(f"{home}/tasks", {"title": "Charlie’s", "new_id": ID})
    page = charlie.get(home).text
    assert "Charlie’s" in page
    assert "Alice’s" not in page
