"""A mail is tried again while that can help, and ends with a reason when it cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import update

from app.database import in_workspace, utcnow
from app.extensions import db
from app.jobs import QUEUE
from app.notifications import sending
from app.notifications.deliveries import hand_out
from app.notifications.delivering import deliver
from app.notifications.leaving import MOST_ATTEMPTS, pause_after
from app.notifications.models import Delivery
from app.web.redis import redis_client
from tests.cast import Team
from tests.notifications.post_office import PostOffice, post_office
from tests.notifications.rounds import deliver_all, mails
from tests.notifications.test_updates import assign_bob
from tests.ports import free_port


def test_a_4xx_is_tried_again_later_with_the_same_message_id(team: Team, task: str, office: PostOffice) -> None:
    office.answers = ["451 try later"]
    assign_bob(team, task)
    now = utcnow()
    deliver_all(team, now)
    [mail] = mails(team)
    assert (mail.state, mail.error) == ("pending", "The mail server said 451: try later")
    assert mail.next_attempt_at == now + timedelta(seconds=30)
    deliver_all(team, now + timedelta(seconds=29))
    assert office.tries == 1
    deliver_all(team, now + timedelta(seconds=30))
    assert [one["Message-ID"] for one in office.mails] == [f"<{mail.id.hex}@localhost>"]
    assert mails(team)[0].state == "sent"
    assert mails(team)[0].error is None


def test_a_5xx_stops_and_the_receiver_learns_why(team: Team, task: str, office: PostOffice) -> None:
    office.answers = ["550 no such box"]
    assign_bob(team, task)
    deliver_all(team)
    deliver_all(team, utcnow() + timedelta(days=1))
    [mail] = mails(team)
    assert (mail.state, mail.error) == ("failed", "The mail server refused it with 550: no such box")
    assert office.tries == 1
    assert "did not arrive. The mail server refused it with 550: no such box" in (
        team.bob.get("/acme/settings/notifications").text
    )
    with in_workspace(team.workspace_id):
        db.session.execute(update(Delivery).values(address=team.gina.email))
        db.session.commit()
    assert "did not arrive" not in team.gina.get("/acme/settings/notifications").text, "it was Bob's"


def test_a_server_that_is_away_is_tried_for_a_day(
    team: Team, task: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{free_port()}")
    assign_bob(team, task)
    now = utcnow()
    deliver_all(team, now)
    assert mails(team)[0].state == "pending"
    assert "could not be reached" in (mails(team)[0].error or "")
    with in_workspace(team.workspace_id):
        db.session.execute(update(Delivery).values(attempts=MOST_ATTEMPTS - 1))
        db.session.commit()
    deliver_all(team, now + timedelta(minutes=1))
    assert mails(team)[0].state == "failed"
    assert timedelta(hours=20) < sum(map(pause_after, range(1, MOST_ATTEMPTS)), timedelta()) < timedelta(hours=30)


def test_a_mail_in_somebodys_hands_is_left_alone_until_the_lease_passes(
    team: Team, task: str, office: PostOffice
) -> None:
    assign_bob(team, task)
    now = utcnow()
    with in_workspace(team.workspace_id):
        db.session.execute(update(Delivery).values(lease_until=now + timedelta(seconds=60)))
        db.session.commit()
    deliver_all(team, now + timedelta(seconds=59))
    assert office.mails == []
    deliver_all(team, now + timedelta(seconds=60))
    assert len(office.mails) == 1


def test_a_mail_is_handed_out_once_a_minute_until_it_is_taken(team: Team, task: str) -> None:
    assign_bob(team, task)
    now = utcnow()
    assert [hand_out(now), hand_out(now), hand_out(now + timedelta(seconds=59))] == [1, 0, 0]
    assert hand_out(now + timedelta(seconds=60)) == 1


def test_without_redis_mails_stay_due(team: Team, task: str, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assign_bob(team, task)
    now = utcnow()
    with monkeypatch.context() as away:
        away.setitem(app.config, "REDIS_URL", f"redis://127.0.0.1:{free_port()}")
        assert hand_out(now) == 0
    assert hand_out(now) == 1


def test_many_mails_travel_in_few_jobs(team: Team, office: PostOffice, app: Flask) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(1, 26))})
    for number in range(1, 26):
        assign_bob(team, f"/acme/tasks/WEB-{number}")
    assert hand_out(utcnow()) == 25
    queue = Queue(QUEUE, connection=redis_client(app.config["REDIS_URL"], timeout=2), serializer=JSONSerializer)
    jobs = queue.jobs
    assert [len(job.args) - 1 for job in jobs] == [20, 5]
    for job in jobs:
        deliver(*job.args)
        deliver(*job.args)
    assert len(office.mails) == 25


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_name_and_password_are_used(team: Team, task: str, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with post_office(("primo", "p@ss:word")) as (_, url):
        monkeypatch.setitem(app.config, "SMTP_URL", url.replace("//", "//primo:wrong@"))
        assign_bob(team, task)
        now = utcnow()
        deliver_all(team, now)
        assert mails(team)[0].state == "pending"
        monkeypatch.setitem(app.config, "SMTP_URL", url.replace("//", "//primo:p%40ss%3Aword@"))
        deliver_all(team, now + timedelta(minutes=1))
        assert [mail.state for mail in mails(team)] == ["sent"]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_password_is_not_sent_in_the_clear_to_another_machine(
    team: Team, task: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LOOPBACK", ())
    with post_office(("primo", "secret")) as (_, url):
        monkeypatch.setitem(app.config, "SMTP_URL", url.replace("//", "//primo:secret@"))
        assign_bob(team, task)
        deliver_all(team)
    assert mails(team)[0].error == (
        "The mail server could not be reached: it offers no encryption, so the password is not sent"
    )
