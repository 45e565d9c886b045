"""What stands beside every page."""

from __future__ import annotations

import re

from tests.cast import Person

ENTRY = re.compile(r'href="/([\w-]+)/"')


def switcher(person: Person, page: str = "/acme/tasks") -> list[str]:
    """Return the workspaces that the switcher of a page leads to, by their addresses."""
    menu = person.get(page).text.partition('id="workspaces"')[2].partition("<hr")[0]
    return ENTRY.findall(menu)


def test_the_switcher_names_each_open_workspace_one_is_in_once(alice: Person, bob: Person) -> None:
    alice.post("/workspaces/new", {"name": "Second"})
    before = switcher(alice)
    assert {"acme", "second"} <= set(before)
    assert len(before) == len(set(before)), "those of colleagues are not among them"
    alice.post("/second/settings/workspace/deletion", {"name": "Second"})
    assert switcher(alice) == [one for one in before if one != "second"]
    assert "acme" in switcher(bob)
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    left = switcher(bob, f"{bob.get('/').location}tasks")
    assert left
    assert "acme" not in left


def marked(person: Person, page: str) -> list[str]:
    """Return the entries of the sidebar that are marked as where one is."""
    sidebar = person.get(page).text.partition('id="sidebar"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"[^>]* aria-current="page"', sidebar)


def test_the_sidebar_of_each_page_marks_where_one_is_and_names_who_looks(alice: Person, bob: Person) -> None:
    for page in ("/acme/projects/WEB", "/acme/tasks", "/acme/projects/WEB"):
        assert marked(alice, page) == marked(bob, page) == [page]
    assert alice.email in alice.get("/acme/tasks").text
    assert alice.email not in bob.get("/acme/tasks").text.partition('id="sidebar"')[2].partition("</nav>")[0]


def test_the_sidebar_follows_what_others_change(alice: Person, bob: Person) -> None:
    assert 'id="open-NEW"' not in bob.get("/acme/tasks").text
    alice.post("/acme/projects", {"name": "New signs", "key": "NEW", "hue": "leaf"})
    assert re.search(r'id="open-NEW"></small>', bob.get("/acme/tasks").text)
    alice.post("/acme/projects/NEW/tasks", {"title": "Paint them"})
    assert re.search(r'id="open-NEW">1<', bob.get("/acme/tasks").text)
