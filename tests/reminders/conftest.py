"""Reminders of the cast, and the clock looking at them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.notifications.reminding import remind_as_set
from tests.cast import Person, Team
from tests.clients import htmx
from tests.notifications.conftest import office
from tests.notifications.rounds import notes_of

__all__ = ["office"]
WEB = "/acme/projects/WEB"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def told(team: Team) -> Callable[[Person, str], list[str]]:
    """Return the titles of what a person has been reminded of, once the clock has looked at this instant, twice."""

    def look(person: Person, at: str) -> list[str]:
        for _ in range(2):
            remind_as_set(moment(at))
        return [note.once_key for note in notes_of(person, team) if note.kind == "reminder"]

    return look


def add(person: Person, line: str) -> str:
    answer = person.post(f"{WEB}/tasks", {"title": line}, headers=htmx(WEB))
    assert answer.status_code == 200
    return answer.text
