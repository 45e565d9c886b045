"""What can be said of `tasks t` in SQL, given what `conditions.base_parameters` gives."""

from __future__ import annotations

OPEN = "t.status in ('pending', 'in_progress')"
LATE = """coalesce(t.due_at <= %(now)s or t.due_on < %(today)s
  or (t.due_on = %(today)s and t.due_time <= %(clock)s and not (t.due_time > %(gap_from)s and t.due_time < %(gap_to)s)),
  false)"""
DAY = "coalesce(t.due_on, (t.due_at at time zone %(zone)s)::date)"
NOBODY = "not exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id)"
UNREAD = """exists (select from notifications n where n.workspace_id = %(workspace)s and n.task_id = t.id
  and n.membership_id = %(me)s and n.read_at is null)"""
