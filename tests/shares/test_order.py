"""In which order a shared project shows its tasks."""

from __future__ import annotations

import re

from tests.cast import Person
from tests.clients import LintingClient
from tests.shares.test_links import PROJECT, make, written

__all__ = ["written"]


def test_what_is_closed_stands_behind_all_that_is_open(alice: Person, client: LintingClient) -> None:
    alice.post("/acme/projects/WEB/sections", {"name": "Later"})
    section = re.search(r"/sections/([0-9a-f-]{36})", alice.get("/acme/projects/WEB/settings").text)
    assert section
    alice.post("/acme/projects/WEB/tasks", {"title": "Still to do", "section_id": section[1]})
    alice.post("/acme/tasks/WEB-1/status", {"status": "completed", "subtasks": "yes"})
    page = client.get(make(alice, PROJECT)).text
    assert page.index("Still to do") < page.index("Closed</h2>") < page.index("Opening")
