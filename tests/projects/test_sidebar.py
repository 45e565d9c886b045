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
