"""The transactional outbox: each event is told once to those who listen, in the transaction that marks it as relayed.

Subscribers insert rows under unique keys and leave sending to others; a relay that dies half way did nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select, tuple_, update

from app.activity.models import Event
from app.extensions import db
from app.sweeping import inside, workspaces_with

BATCH = 500
log = structlog.get_logger("primo.relay")


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody who listens: `wants` says at a glance whether an event may concern them, `tell` does the work."""

    wants: Callable[[Event], bool]
    tell: Callable[[Event, datetime], None]


def relay(subscribers: Sequence[Subscriber], now: datetime) -> int:
    """Relay what is in the outbox of every workspace; return how many events that were."""
    return sum(relay_workspace(id, subscribers, now) for id in workspaces_with("events"))


def relay_workspace(workspace_id: uuid.UUID, subscribers: Sequence[Subscriber], now: datetime) -> int:
    """Relay batch by batch; an event that cannot be told stays in the outbox and does not hold up the others."""
    relayed, place = 0, (-1, uuid.UUID(int=0))
    while True:
        with inside(workspace_id):
            events = claim(place)
            told = [event.id for event in events if tell(event, subscribers, now)]
            if told:
                db.session.execute(update(Event).where(Event.id.in_(told)).values(relayed_at=now))
            place = (events[-1].seq, events[-1].id) if events else place
            db.session.commit()
        relayed += len(told)
        if len(events) < BATCH:
            return relayed


def claim(after: tuple[int, uuid.UUID]) -> list[Event]:
    """Return the next events that no other relay holds, locked until commit."""
    return list(
        db.session.scalars(
            select(Event)
            .where(Event.relayed_at.is_(None), tuple_(Event.seq, Event.id) > after)
            .order_by(Event.seq, Event.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
    )


def tell(event: Event, subscribers: Sequence[Subscriber], now: datetime) -> bool:
    """Call everyone who wants it; say whether all of them could take it."""
    try:
        for subscriber in subscribers:
            if subscriber.wants(event):
                with db.session.begin_nested():
                    subscriber.tell(event, now)
    except Exception:  # whatever it is, the other events of the batch must go on
        log.exception("event cannot be relayed", event_id=str(event.id), kind=event.kind)
        return False
    return True
