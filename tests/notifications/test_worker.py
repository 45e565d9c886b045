"""A real worker with a real mail server: what is told leaves once, even when the worker is killed on the way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.database import in_workspace
from app.extensions import db
from tests.above import above_the_walls
from tests.cast import Team
from tests.instances import Instance, installed, within, worker
from tests.notifications.post_office import PostOffice, post_office
from tests.notifications.rounds import mails, notes_of


@pytest.fixture(scope="module")
def installation(environment: dict[str, str]) -> Iterator[tuple[Instance, PostOffice, Team]]:
    with post_office() as (office, url), installed(environment | {"SMTP_URL": url}) as own:
        with own.app.app_context():
            team = own.assemble()
        yield own, office, team


@pytest.fixture
def running(installation: tuple[Instance, PostOffice, Team]) -> Iterator[tuple[Instance, PostOffice, Team]]:
    with installation[0].app.app_context():
        yield installation


def assign_new(team: Team, title: str) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": title})
    with in_workspace(team.workspace_id):
        number = db.session.scalar(text("select next_number - 1 from projects where key = 'WEB'"))
        db.session.rollback()
    form = {"has": "assignees", "assignees": [str(team.bob.member_id)]}
    assert team.alice.post(f"/acme/tasks/WEB-{number}", form).status_code == 303


def let_leases_pass() -> None:
    """Do what a minute of waiting does."""
    over = "update deliveries set lease_until = now(), next_attempt_at = now() where state = 'pending'"
    with above_the_walls() as connection:
        connection.execute(text(over))


def subjects(office: PostOffice) -> list[str]:
    return [str(mail["Subject"]) for mail in office.mails]


def titles(office: PostOffice) -> list[str]:
    return [subject.split("“")[1].split("”")[0] for subject in subjects(office) if "“" in subject]


def ask_for_reset(own: Instance, team: Team) -> None:
    asked = {"X-Correlation-ID": "asked-at-a-door"}
    answer = own.app.test_client().post("/forgot-password", data={"email": team.bob.email}, headers=asked)
    assert answer.status_code == 200


def test_a_mail_leaves_once_and_carries_its_request_id(
    running: tuple[Instance, PostOffice, Team], tmp_path: Path
) -> None:
    own, office, team = running
    with worker(own.environment, tmp_path) as one:
        team.alice.client.environ_base["HTTP_X_CORRELATION_ID"] = "asked-by-alice"
        assign_new(team, "Sent")
        assert within(120, lambda: "Sent" in titles(office)), one.said
        assert within(60, lambda: mails(team)[-1].state == "sent"), one.said
        assert within(60, lambda: '"request_id": "asked-by-alice"' in one.said), one.said
        ask_for_reset(own, team)
        assert within(60, lambda: "Set a new password for Primo" in subjects(office)), one.said
        assert within(60, lambda: '"request_id": "asked-at-a-door"' in one.said), one.said
        assert one.stop() == 0
        assert one.family() == []
    assert titles(office).count("Sent") == subjects(office).count("Set a new password for Primo") == 1


def test_a_worker_killed_while_it_sends_loses_nothing(
    running: tuple[Instance, PostOffice, Team], tmp_path: Path
) -> None:
    own, office, team = running
    office.hold()
    office.answers = ["451 nobody hears this"]
    with worker(own.environment, tmp_path) as one:
        assign_new(team, "Killed")
        assert office.reached.wait(120), one.said
        one.kill()
    office.release()
    let_leases_pass()
    with worker(own.environment, tmp_path) as another:
        assert within(120, lambda: "Killed" in titles(office)), another.said
    assert titles(office).count("Killed") == 1


def test_a_job_may_end_after_sigterm(running: tuple[Instance, PostOffice, Team], tmp_path: Path) -> None:
    own, office, team = running
    office.hold()
    with worker(own.environment, tmp_path) as one:
        assign_new(team, "Finished")
        assert office.reached.wait(120), one.said
        one.send(signal.SIGTERM)
        threading.Timer(1, office.release).start()
        assert one.process.wait(120) == 0, one.said
    assert titles(office).count("Finished") == 1
    assert mails(team)[-1].state == "sent"


def test_without_redis_primo_tells_and_the_mail_follows(
    running: tuple[Instance, PostOffice, Team], tmp_path: Path
) -> None:
    own, office, team = running
    assert own.stores.valkey is not None
    own.stores.valkey.stop()
    with worker(own.environment, tmp_path) as one:
        told = len(notes_of(team.bob, team))
        assign_new(team, "Delayed")
        assert within(120, lambda: len(notes_of(team.bob, team)) == told + 1), one.said
        assert "Delayed" not in titles(office)
        own.stores.valkey.start()
        assert within(120, lambda: "Delayed" in titles(office)), one.said
    assert titles(office).count("Delayed") == 1
