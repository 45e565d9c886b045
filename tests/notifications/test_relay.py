"""The relay tells each event once; one that cannot be told waits without holding up the others."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.activity.models import Event
from app.activity.relay import Subscriber, relay
from app.database import in_workspace, utcnow
from app.extensions import db
from tests.cast import Team


def waiting(team: Team) -> list[str]:
    """Return the titles of new tasks that are still in the outbox."""
    db.session.rollback()
    with in_workspace(team.workspace_id):
        events = db.session.scalars(select(Event).where(Event.relayed_at.is_(None)))
        return [event.after["title"] for event in events if is_new_task(event) and event.after]


def is_new_task(event: Event) -> bool:
    return event.kind == "task.created"


def test_one_event_that_cannot_be_told_does_not_hold_up_the_others(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First\nSecond\nThird"})
    told: list[str] = []
    broken = {"Second"}

    def tell(event: Event, _at: datetime) -> None:
        assert event.after is not None
        if event.after["title"] in broken:
            raise RuntimeError("this cannot be told yet")
        told.append(event.after["title"])

    subscribers = [Subscriber(is_new_task, tell)]
    relay(subscribers, utcnow())
    assert (told, waiting(team)) == (["First", "Third"], ["Second"])
    broken.clear()
    relay(subscribers, utcnow())
    relay(subscribers, utcnow())
    assert (told, waiting(team)) == (["First", "Third", "Second"], [])


def test_two_relays_share_the_work(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    inner: list[int] = []

    def tell(_event: Event, _at: datetime) -> None:
        with db.engine.connect() as other:
            rows = other.exec_driver_sql(
                "select count(*) from (select 1 from events where workspace_id = %(id)s and relayed_at is null"
                " for update skip locked) free",
                {"id": team.workspace_id},
            )
            inner.append(rows.scalar_one())

    relay([Subscriber(is_new_task, tell)], utcnow())
    assert inner == [0]
