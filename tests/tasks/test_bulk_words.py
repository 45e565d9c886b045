"""What is said after one task was changed by a key, as a list of one."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import paste
from tests.tasks.test_bulk import LIST, change


@pytest.fixture(autouse=True)
def tasks(alice: Person, inside: None) -> None:
    paste(alice, "House\n  Roof\nGarden\nFence")


def test_a_task_that_leaves_the_list_is_named_with_a_way_back(alice: Person) -> None:
    done = change(alice, "WEB-3", {"status": "completed"}, headers=htmx(LIST)).text
    assert "“Garden” completed" in done
    assert "data-way-back" in done
    alice.post("/acme/settings/profile", {"name": "Alice Adams", "time_zone": "Europe/Berlin", "language": "de"})
    assert "„Fence“ erledigt" in change(alice, "WEB-4", {"status": "completed"}, headers=htmx(LIST)).text
    alone = alice.post("/acme/tasks/WEB-1/status", {"status": "in_progress"}, headers=htmx(LIST)).text
    assert "„House“ begonnen" in alone
