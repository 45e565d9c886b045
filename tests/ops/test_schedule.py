"""Periodic work runs when it is due, one runner at a time, and a failure of one does not stop the others."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, select, update

from app.accounts.models import Session, SignInFailure
from app.cleaning import forget_old_rows
from app.database import new_id, utcnow
from app.extensions import db
from app.notifications.models import LocalMail
from app.schedule import Periodic, Schedule, run_alone
from tests.cast import Team

MINUTE = timedelta(minutes=1)


def test_each_work_runs_at_its_own_pace_and_failures_wait_for_their_turn(app: Flask) -> None:
    ran: list[str] = []

    def often(_now: datetime) -> None:
        ran.append("often")

    def seldom(_now: datetime) -> None:
        ran.append("seldom")
        raise RuntimeError("this one fails")

    schedule = Schedule((Periodic(seldom, 2 * MINUTE, "to fail"), Periodic(often, MINUTE, "to go on")))
    start = utcnow()
    for step in (0, 0.5, 1, 1.5, 2):
        schedule.run_due(start + step * MINUTE)
    assert ran == ["seldom", "often", "often", "seldom", "often"]


def test_two_clocks_never_do_the_same_work_at_once(app: Flask) -> None:
    inner: list[bool] = []

    def work(now: datetime) -> None:
        if not inner:
            inner.append(run_alone(one, now))

    one = Periodic(work, MINUTE, "to meet itself")
    assert run_alone(one, utcnow())
    assert inner == [False]
    assert run_alone(one, utcnow())


def test_what_has_run_out_is_forgotten_and_what_counts_is_kept(team: Team) -> None:
    now = utcnow()
    db.session.execute(update(Session).where(Session.user_id == team.bob.user_id).values(expires_at=now - MINUTE))
    db.session.add(SignInFailure(email_key="a", network="b", at=now - timedelta(days=2)))
    db.session.add(SignInFailure(email_key="a", network="b", at=now - timedelta(minutes=5)))
    db.session.add(LocalMail(id=new_id(), receiver="a", subject="b", message="c", created_at=now - timedelta(days=31)))
    db.session.commit()
    forget_old_rows(now)
    tables = (Session, SignInFailure, LocalMail)
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert counts == [3, 1, 0]
    assert team.bob.get("/acme/updates").status_code == 303
    assert team.alice.get("/acme/updates").status_code == 200
