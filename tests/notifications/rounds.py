"""Doing by hand, in this process, what clock and worker do: one round of relaying and delivering."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select

from app.activity.relay import relay
from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.delivering import deliver_now
from app.notifications.models import Delivery, Notification
from app.subscribers import SUBSCRIBERS
from app.sweeping import inside
from tests.cast import Person, Team

Row = TypeVar("Row", Notification, Delivery)


def relay_all() -> int:
    return relay(SUBSCRIBERS, utcnow())


def notes_of(person: Person, team: Team) -> list[Notification]:
    """Return what stands in this person's Updates, oldest first."""
    db.session.rollback()
    with in_workspace(team.workspace_id):
        return kept(
            select(Notification).where(Notification.membership_id == person.member_id).order_by(Notification.id)
        )


def mails(team: Team) -> list[Delivery]:
    """Return every mail of the workspace, oldest first."""
    db.session.rollback()
    with in_workspace(team.workspace_id):
        return kept(select(Delivery).order_by(Delivery.id))


def kept(query: Select[Row]) -> list[Row]:
    """Return rows as they are now, whatever happens to the session afterwards."""
    rows = list(db.session.scalars(query))
    db.session.expunge_all()
    db.session.rollback()  # the server ends what stands idle in a transaction for long
    return rows


def deliver_all(team: Team, now: datetime | None = None) -> None:
    """Run the job of every pending mail once."""
    for id in [mail.id for mail in mails(team) if mail.state == "pending"]:
        with inside(team.workspace_id):
            deliver_now(id, now or utcnow())
