"""Workers are killed while reminders fall due: each is told once, none is lost.

PRIMO_DRILL_KILLS and PRIMO_DRILL_REMINDERS set the size.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from app.database import in_workspace
from app.extensions import db
from app.tasks.reminding.models import Reminder
from tests.cast import Team
from tests.instances import instance, within, worker
from tests.notifications.post_office import post_office
from tests.notifications.rounds import mails, notes_of

pytestmark = pytest.mark.drill
KILLS = int(os.environ.get("PRIMO_DRILL_KILLS", "8"))
REMINDERS = int(os.environ.get("PRIMO_DRILL_REMINDERS", "240"))
MINUTES = 3
LEASE_AND_SWEEP = 120.0
BERLIN = ZoneInfo("Europe/Berlin")


def remind_alice(team: Team) -> None:
    """Make tasks that remind Alice in the minutes to come, many at the same moment."""
    first = datetime.now(BERLIN) + timedelta(minutes=1)
    moments = [first + timedelta(minutes=n % MINUTES) for n in range(REMINDERS)]
    lines = [f"Task {n} remind {at:%Y-%m-%d} at {at:%H:%M}" for n, at in enumerate(moments)]
    assert team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(lines)}).status_code == 303


def waiting(team: Team) -> int:
    """Return how many reminders the clock still has to look at."""
    db.session.rollback()
    with in_workspace(team.workspace_id):
        count = db.session.scalar(select(func.count()).select_from(Reminder).where(Reminder.next_at.is_not(None)))
    db.session.rollback()
    return count or 0


def test_each_reminder_is_told_once_over_many_kills(environment: dict[str, str], tmp_path: Path) -> None:
    chance = random.Random(11)
    with post_office() as (office, url), instance(environment | {"SMTP_URL": url}) as own:
        team = own.assemble()
        remind_alice(team)
        assert waiting(team) == REMINDERS
        until = time.monotonic() + 60 * (MINUTES + 1)
        kills = 0
        while time.monotonic() < until or kills < KILLS:
            with worker(own.environment, tmp_path):
                time.sleep(chance.uniform(4, 60 * (MINUTES + 1) / KILLS))
            kills += 1
        with worker(own.environment, tmp_path) as last:
            assert within(LEASE_AND_SWEEP, lambda: waiting(team) == 0), last.said[-3000:]
            done = within(LEASE_AND_SWEEP + REMINDERS, lambda: {mail.state for mail in mails(team)} <= {"sent"})
            assert done, last.said[-3000:]
        told = Counter(note.task_id for note in notes_of(team.alice, team) if note.kind == "reminder")
        assert len(told) == REMINDERS
        assert set(told.values()) == {1}
        times = Counter(str(mail["Message-ID"]) for mail in office.mails)
        assert len(times) == len(mails(team))
        again = sum(count - 1 for count in times.values())
        print(f"{REMINDERS} reminders over {kills} kills: each told once; {len(times)} mails, {again} sent twice")
        assert again <= kills
