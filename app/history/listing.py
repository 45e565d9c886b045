"""The history of a workspace: its changes, newest first, as far as the viewer may see what they were about."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text

from app.extensions import db
from app.projects.company import met_by
from app.projects.visibility import seen
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer

PAGE = 40
SHOWN = 10
KINDS = {
    "tasks": ("task", "file", "reminder"),
    "comments": ("comment",),
    "projects": ("project", "section"),
    "labels": ("label",),
    "filters": ("filter",),
    "people": ("member", "invitation", "workspace"),
}
"""What the history can be narrowed to, and the events that belong there."""

VISIBLE = f"""
  from events e
  left join tasks t on t.workspace_id = :workspace and t.id = e.task_id
  left join projects p on p.workspace_id = :workspace and p.id = coalesce(t.project_id, e.project_id)
  left join projects q on q.workspace_id = :workspace and q.id = e.project_id
 where e.workspace_id = :workspace
   and (p.id is null or {seen("p", me=":me", workspace=":workspace")})
   and (q.id is null or {seen("q", me=":me", workspace=":workspace")})
   and (e.task_id is null or t.id is not null or q.id is not null or e.actor_id = :me)
   and (split_part(e.kind, '.', 1) not in ('filter', 'reminder') or e.actor_id = :me)
   and (:with_people or split_part(e.kind, '.', 1) not in ('member', 'invitation'))
   and (:with_labels or split_part(e.kind, '.', 1) <> 'label' or e.actor_id = :me or e.subject_id = any(:labels))"""
SEQS = """
   and e.seq < :before
   and (cast(:person as uuid) is null or e.actor_id = :person)
   and (cast(:project as uuid) is null or p.id = :project or q.id = :project)
   and (cast(:types as text[]) is null or split_part(e.kind, '.', 1) = any(:types))
 group by e.seq order by e.seq desc limit :most"""
NEWEST = text(f"select e.seq {VISIBLE} {SEQS}")
SHORT = """jsonb_set({0} - 'family' - 'tasks', '{{description}}',
                   coalesce(to_jsonb(left({0} ->> 'description', 1)), 'null'), false)"""
EVENTS = text(f"""
select * from (
  select e.seq, e.change_id, e.undoes, e.actor_id, e.at, e.kind, e.subject_id, e.task_id,
         {SHORT.format("e.before")} as before, {SHORT.format("e.after")} as after,
         coalesce(t.title, case when e.kind like 'project.%' then q.name end) as name,
         case when t.id is not null then p.key || '-' || t.number end as ref,
         row_number() over (partition by e.seq order by e.id) as place,
         count(*) over (partition by e.seq) as total
  {VISIBLE} and (e.seq = any(:seqs) or e.change_id = :change)) found
 where place <= :shown order by seq desc, place""")  # noqa: S608 - ours
KINDS_OF = text("""
select seq, array_agg(distinct kind) from events where workspace_id = :workspace and seq = any(:seqs) group by seq""")
AHEAD = text("""
with recursive ahead (start, id, actor_id, seq, goes_on, leaves) as (
  select change_id, change_id, actor_id, seq, goes_on, leaves is not null from events
   where workspace_id = :workspace and seq = any(:seqs)
  union select a.start, e.change_id, e.actor_id, e.seq, e.goes_on, e.leaves is not null from events e
          join ahead a on e.workspace_id = :workspace and e.undoes = a.id)
select start, id, actor_id, goes_on, bool_or(leaves) as leaves from ahead
 group by start, seq, id, actor_id, goes_on order by start, seq""")
STEPS = text("""
with recursive back (start, id, undoes, goes_on) as (
  select change_id, change_id, undoes, goes_on from events where workspace_id = :workspace and seq = any(:seqs)
  union select b.start, e.change_id, e.undoes, e.goes_on from events e
          join back b on e.workspace_id = :workspace and e.change_id = b.undoes)
select start, count(*) filter (where not goes_on) - 1 from back group by start""")


class Wanted(NamedTuple):
    """What of the history is shown: by whom, of which project, what kind; older than `before`."""

    person: uuid.UUID | None = None
    project: uuid.UUID | None = None
    kind: str = ""
    before: int | None = None


@dataclass(slots=True)
class Happened:
    """One change with the first of its events; `kinds` are those of all of them."""

    seq: int
    change_id: uuid.UUID
    undoes: uuid.UUID | None
    actor_id: uuid.UUID | None
    at: datetime
    count: int
    kinds: list[str] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    steps: int = 0
    """How many undos and redos lead to it from the first change."""
    later: list[uuid.UUID | None] = field(default_factory=list)
    """Who undid it, redid it, and so on."""
    leaves: bool = False
    """Whether the last of these left something as it was."""
    went_on: bool = False
    """Whether another undo went on with this one, and offers what can be done with both."""

    @property
    def is_undone(self) -> bool:
        return len(self.later) % 2 == 1


def list_changes(viewer: Viewer, wanted: Wanted) -> tuple[list[Happened], int | None]:
    """Return a page of changes, and the `before` of the next page if there is one."""
    values = {
        "before": wanted.before or 2**62,
        "person": wanted.person,
        "project": wanted.project,
        "types": list(KINDS[wanted.kind]) if wanted.kind else None,
        "most": PAGE + 1,
    }
    seqs = list(db.session.scalars(NEWEST, values | seen_by(viewer)))
    shown = seqs[:PAGE]
    return read_changes(viewer, shown), shown[-1] if len(seqs) > PAGE else None


def read_changes(
    viewer: Viewer, seqs: Sequence[int], *, change_id: uuid.UUID | None = None, shown: int = SHOWN
) -> list[Happened]:
    """Return these changes, each with its first events and with what became of it."""
    values = {"seqs": list(seqs), "change": change_id, "shown": shown}
    found: dict[int, Happened] = {}
    for row in db.session.execute(EVENTS, values | seen_by(viewer)):
        one = found.setdefault(row.seq, Happened(row.seq, row.change_id, row.undoes, row.actor_id, row.at, row.total))
        one.events.append(row)
    by_id = {one.change_id: one for one in found.values()}
    these = {"workspace": viewer.workspace_id, "seqs": list(found)}
    for seq, kinds in db.session.execute(KINDS_OF, these):
        found[seq].kinds = kinds
    for start, id, actor_id, goes_on, leaves in db.session.execute(AHEAD, these):
        one = by_id[start]
        one.leaves = leaves
        if id != start and goes_on:
            one.went_on = one.went_on or not one.later
        elif id != start:
            one.later.append(actor_id)
    if any(one.undoes for one in by_id.values()):
        for start, steps in db.session.execute(STEPS, these):
            by_id[start].steps = steps
    return list(found.values())


def seen_by(viewer: Viewer) -> dict[str, Any]:
    with_labels = can(viewer, "label.edit")
    return {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "with_people": can(viewer, "member.view"),
        "with_labels": with_labels,
        "labels": [] if with_labels else list(met_by(viewer).labels),
    }
