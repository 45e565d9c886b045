"""One change: its events, what they come to for each subject, and the changes that undid and redid it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from app.activity.models import Event
from app.errors import NotFound
from app.extensions import db
from app.workspaces.viewer import Viewer

BACK = """
with recursive back (id, undoes, goes_on) as (
  select change_id, undoes, goes_on from events where workspace_id = :workspace and change_id = :change
  union select e.change_id, e.undoes, e.goes_on from events e
          join back b on e.workspace_id = :workspace and e.change_id = b.undoes)"""
FIRST = text(f"{BACK} select id from back where undoes is null")  # noqa: S608 - ours
STEPS = text(f"{BACK} select count(*) filter (where not goes_on) - 1 from back")  # noqa: S608 - ours
CHAIN = text("""
with recursive chain (id, seq, goes_on) as (
  select change_id, seq, goes_on from events where workspace_id = :workspace and change_id = :first
  union select e.change_id, e.seq, e.goes_on from events e
          join chain c on e.workspace_id = :workspace and e.undoes = c.id)
select id, goes_on from chain order by seq""")
LEFT = text("""
select unnest(leaves) from events where workspace_id = :workspace and change_id = :change and leaves is not null""")
Step = list[uuid.UUID]
"""A change, or an undo together with what went on with it, in order."""

ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")


@dataclass(slots=True)
class Net:
    """What a change did to one subject, all its events of it taken together."""

    subject_id: uuid.UUID
    seq: int
    task_id: uuid.UUID | None
    project_id: uuid.UUID | None
    kinds: list[str] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return self.kinds[0].partition(".")[0]

    @property
    def is_new(self) -> bool:
        return self.kinds[0].endswith((".created", ".saved"))


def lock_chain(viewer: Viewer, change_id: uuid.UUID) -> list[Step]:
    """Return the change with what undid and redid it, in order; nobody else undoes one of them until commit."""
    first = db.session.scalar(FIRST, {"workspace": viewer.workspace_id, "change": change_id})
    if first is None:
        raise NotFound
    take_turn(f"change {first}")
    steps: list[Step] = []
    for id, goes_on in db.session.execute(CHAIN, {"workspace": viewer.workspace_id, "first": first}):
        if goes_on:
            steps[-1].append(id)
        else:
            steps.append([id])
    return steps


def left_by(viewer: Viewer, step: Step) -> set[uuid.UUID]:
    """Return the subjects that are not, or not whole, as this undo was to make them."""
    return set(db.session.scalars(LEFT, {"workspace": viewer.workspace_id, "change": step[-1]}))


def take_turn(name: str) -> None:
    """Wait until nobody else has this turn, and hold it until commit."""
    db.session.execute(ONE_AT_A_TIME, {"name": name})


def list_owed(viewer: Viewer, steps: list[Step]) -> list[Net]:
    """Return what is in force after the last of these steps: what it did, and what the one before it had left."""
    nets = fold(list_events(viewer, steps[-1]))
    if len(steps) > 2 and (left := left_by(viewer, steps[-2])):
        left -= {net.subject_id for net in nets}
        nets += [net for net in list_owed(viewer, steps[:-2]) if net.subject_id in left]
    return nets


def list_events(viewer: Viewer, step: Step) -> list[Event]:
    """Return the events of a step in the order in which they were recorded."""
    query = select(Event).where(Event.workspace_id == viewer.workspace_id, Event.change_id.in_(step))
    return list(db.session.scalars(query.order_by(Event.id)))


def fold(events: list[Event]) -> list[Net]:
    """Return what the events come to for each subject, the subject touched last first."""
    nets: dict[uuid.UUID, Net] = {}
    for event in events:
        net = nets.pop(event.subject_id, None) or Net(event.subject_id, event.seq, event.task_id, event.project_id)
        nets[event.subject_id] = net
        net.seq = event.seq
        net.kinds.append(event.kind)
        net.before = {**(event.before or {}), **net.before}
        net.after = {**net.after, **(event.after or {})}
    return list(reversed(nets.values()))


def changed_since(net: Net, kinds: tuple[str, ...]) -> bool:
    """Say whether the subject saw such an event after this change that has not been taken back."""
    later = select(Event.change_id, Event.undoes).where(
        Event.subject_id == net.subject_id, Event.seq > net.seq, Event.kind.in_(kinds)
    )
    if net.task_id is not None:
        later = later.where(Event.task_id == net.task_id)
    in_force: set[uuid.UUID] = set()
    for change_id, undoes in db.session.execute(later.order_by(Event.seq, Event.id)):
        if undoes in in_force:
            in_force.discard(undoes)
        else:
            in_force.add(change_id)
    return bool(in_force)


def read_time(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def read_uuid(value: Any) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None
