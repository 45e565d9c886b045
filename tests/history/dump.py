"""Everything people could see in a workspace, as plain values in order; what an undo must bring back exactly."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from app.extensions import db

PARTS = {
    "tasks": """
        select p.key, t.number, t.title, t.description, t.priority, t.start_on,
               t.due_on, t.due_time, t.due_at, t.due_tz, t.estimate, t.status, t.started_at,
               t.completed_at, t.completed_by, t.cancelled_at, t.cancelled_by,
               (select n.number from tasks n where n.workspace_id = t.workspace_id and n.id = t.parent_id),
               (select s.name from sections s where s.workspace_id = t.workspace_id and s.id = t.section_id),
               array(select l.name from task_labels tl join labels l
                         on l.workspace_id = tl.workspace_id and l.id = tl.label_id
                      where tl.workspace_id = t.workspace_id and tl.task_id = t.id order by 1),
               array(select ta.membership_id from task_assignees ta
                      where ta.workspace_id = t.workspace_id and ta.task_id = t.id order by 1),
               array(select c.body || coalesce(c.edited_at::text, '') from comments c
                      where c.workspace_id = t.workspace_id and c.task_id = t.id and c.deleted_at is null
                      order by c.id),
               array(select f.name from attachments f
                      where f.workspace_id = t.workspace_id and f.task_id = t.id and f.deleted_at is null
                      order by f.id)
          from tasks t join projects p on p.workspace_id = t.workspace_id and p.id = t.project_id
         where t.trashed_at is null and p.trashed_at is null order by p.key, t.order_key""",
    "trash": """
        select t.title, (select w.title from tasks w where w.workspace_id = t.workspace_id and w.id = t.trashed_with)
          from tasks t where t.trashed_at is not null order by 1, 2""",
    "sections": """
        select p.key, s.name from sections s join projects p on p.workspace_id = s.workspace_id and p.id = s.project_id
         order by p.key, s.order_key""",
    "filters": "select name, slug, query, is_shared, owner_id from saved_filters order by slug",
    "reminders": "select id, kind, minutes, days, on_day, at_time from reminders order by id",
    "labels": "select name, hue from labels order by name_key",
    "projects": """
        select key, name, hue, archived_at is not null, open_count, closed_count, limits from projects
         where trashed_at is null and inbox_of is null order by order_key""",
    "trashed projects": "select key from projects where trashed_at is not null order by 1",
}


def dump(*, made_away: bool = False) -> dict[str, list[Any]]:
    """Return what there is; what was only made and then put away counts where `made_away` asks for it."""
    db.session.rollback()
    parts = PARTS if made_away else {name: query for name, query in PARTS.items() if "trash" not in name}
    return {name: [tuple(row) for row in db.session.execute(text(query))] for name, query in parts.items()}


def unlike(found: dict[str, list[Any]], wanted: dict[str, list[Any]]) -> list[str]:
    """Return the rows that are in one of the dumps only, or in another place; none where they are the same."""
    lines = []
    for name, rows in wanted.items():
        if found[name] != rows:
            lines += [f"{name}: there is {row}" for row in found[name] if row not in rows]
            lines += [f"{name}: there was {row}" for row in rows if row not in found[name]]
            lines += [f"{name}: in another order"]
    return lines
