"""Workers are killed again and again while people are told: nothing is lost, and what comes twice is the same mail.

PRIMO_DRILL_KILLS and PRIMO_DRILL_MAILS set the size.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from app.database import in_workspace
from app.extensions import db
from tests.cast import Team
from tests.instances import instance, within, worker
from tests.notifications.post_office import post_office
from tests.notifications.rounds import mails, notes_of

pytestmark = pytest.mark.drill
KILLS = int(os.environ.get("PRIMO_DRILL_KILLS", "8"))
MAILS = int(os.environ.get("PRIMO_DRILL_MAILS", "240"))
LEASE_AND_SWEEP = 120.0


def assign_some(team: Team, count: int) -> None:
    """Make tasks for Bob, each of which tells him once."""
    with in_workspace(team.workspace_id):
        first = db.session.scalar(text("select next_number from projects where key = 'WEB'")) or 1
        db.session.rollback()
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {first + n}" for n in range(count))})
    for number in range(first, first + count):
        form = {"has": "assignees", "assignees": [str(team.bob.member_id)]}
        assert team.alice.post(f"/acme/tasks/WEB-{number}", form).status_code == 303


def test_nothing_is_lost_over_many_kills(environment: dict[str, str], tmp_path: Path) -> None:
    chance = random.Random(7)
    with post_office() as (office, url), instance(environment | {"SMTP_URL": url}) as own:
        team = own.assemble()
        for _ in range(KILLS):
            with worker(own.environment, tmp_path):
                assign_some(team, MAILS // KILLS)
                time.sleep(chance.uniform(0.5, 4))
        with worker(own.environment, tmp_path) as last:
            done = within(LEASE_AND_SWEEP + MAILS, lambda: {mail.state for mail in mails(team)} == {"sent"})
            assert done, last.said[-3000:]
        told = [note.task_id for note in notes_of(team.bob, team)]
        times = Counter(str(mail["Message-ID"]) for mail in office.mails)
        assert len(told) == len(set(told)) == MAILS
        assert len(times) == MAILS
        again = sum(count - 1 for count in times.values())
        print(f"{MAILS} mails over {KILLS} kills: none lost, {again} sent twice under the same Message-ID")
        assert again <= KILLS


def test_a_mail_in_a_killed_workers_hands_leaves_within_two_minutes(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with post_office() as (office, url), instance(environment | {"SMTP_URL": url}) as own:
        team = own.assemble()
        office.hold()
        office.answers = ["451 nobody hears this"]
        with worker(own.environment, tmp_path) as one:
            assign_some(team, 1)
            assert office.reached.wait(40), one.said
            one.kill()
        killed = time.monotonic()
        office.release()
        with worker(own.environment, tmp_path) as another:
            assert within(LEASE_AND_SWEEP, lambda: office.mails), another.said
        print(f"left {time.monotonic() - killed:.0f} s after the kill")


def test_a_clock_that_dies_is_started_again(environment: dict[str, str], tmp_path: Path) -> None:
    with post_office() as (office, url), instance(environment | {"SMTP_URL": url}) as own:
        team = own.assemble()
        with worker(own.environment, tmp_path) as one:
            assert within(90, lambda: len(one.family()) == 3), one.said
            os.kill(one.family()[1], 9)
            assert within(60, lambda: "child ended" in one.said and len(one.family()) == 3), one.said
            assign_some(team, 1)
            assert within(60, lambda: office.mails), one.said


def test_a_time_without_redis_only_delays_mails(environment: dict[str, str], tmp_path: Path) -> None:
    """A minute by default; PRIMO_DRILL_OUTAGE sets the seconds."""
    with post_office() as (office, url), instance(environment | {"SMTP_URL": url}) as own:
        team = own.assemble()
        assert own.stores.valkey is not None
        with worker(own.environment, tmp_path) as one:
            assert within(90, lambda: "worker listens" in one.said)
            own.stores.valkey.stop()
            assign_some(team, 20)
            time.sleep(float(os.environ.get("PRIMO_DRILL_OUTAGE", "60")))
            assert len(notes_of(team.bob, team)) == 20
            assert office.mails == []
            own.stores.valkey.start()
            back = time.monotonic()
            assert within(60, lambda: len(office.mails) == 20), one.said[-3000:]
            print(f"all left {time.monotonic() - back:.0f} s after Redis was back")


def test_a_worker_outlives_a_restart_of_the_database(environment: dict[str, str], tmp_path: Path) -> None:
    with post_office() as (office, url), instance(environment | {"SMTP_URL": url}) as own:
        team = own.assemble()
        assert own.stores.postgres is not None
        with worker(own.environment, tmp_path) as one:
            assert within(90, lambda: "worker listens" in one.said)
            db.session.remove()
            own.stores.postgres.stop()
            time.sleep(5)
            own.stores.postgres.start()
            assert within(30, is_back)
            assign_some(team, 1)
            assert within(60, lambda: office.mails), one.said[-3000:]
            assert one.stop() == 0


def is_back() -> bool:
    try:
        db.session.execute(text("select 1"))
    except Exception:  # whatever the driver says, it is not back
        return False
    finally:
        db.session.remove()
    return True
