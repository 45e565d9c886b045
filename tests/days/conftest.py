"""What the tests of days share: the hour at which they play, and short ways to make tasks that are due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from app.database import in_workspace, utcnow
from app.dates import Due
from app.extensions import db
from app.tasks.creating import create_task
from app.tasks.models import Task
from app.tasks.queries import get_inbox, get_project
from tests.cast import Person, Team

Make = Callable[..., Task]


@pytest.fixture
def today(alice: Person) -> date:
    """The day it is for Alice, whose clock says about noon."""
    ahead = 12 - utcnow().hour
    zone = f"Etc/GMT{'-' if ahead > 0 else '+'}{abs(ahead)}"
    db.session.execute(text("update users set time_zone = :zone"), {"zone": zone})
    db.session.commit()
    return utcnow().astimezone(ZoneInfo(zone)).date()


@pytest.fixture
def make(team: Team, today: date) -> Make:
    """Return a function that makes a task due so many days from today, `of` those whose initials are given."""
    people = {"a": team.alice, "b": team.bob}

    def write(
        title: str, days: int | None = None, clock: time | None = None, *, by: str = "a", of: str = "", **more: Any
    ) -> Task:
        person = people[by]
        with in_workspace(team.workspace_id):
            viewer = person.viewer()
            inbox = more.pop("inbox", False)
            project = get_inbox(viewer) if inbox else get_project(viewer, "WEB", to="task.create")
            zone = more.pop("zone", None)
            due = None if days is None else Due(today + timedelta(days=days), clock, zone)
            values = {"title": title, "due": due, "assignees": [people[one].member_id for one in of], **more}
            task = create_task(project, values, by=viewer, at=utcnow())
            db.session.commit()
            return task

    return write
