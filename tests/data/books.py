"""Whether the books balance: counts, numbers, orders, versions and events of a whole database."""

from __future__ import annotations

from sqlalchemy import text

from tests.above import above_the_walls

WRONG = {
    "counts of a project": """
        select p.key, p.open_count, p.closed_count, c.open, c.closed from projects p, lateral (
           select count(*) filter (where t.status in ('pending', 'in_progress')) as open,
                  count(*) filter (where t.status in ('completed', 'cancelled')) as closed
             from tasks t where t.workspace_id = p.workspace_id and t.project_id = p.id and t.trashed_at is null) c
         where p.open_count <> c.open or p.closed_count <> c.closed""",
    "numbers not below the counter": """
        select t.number from tasks t join projects p on p.workspace_id = t.workspace_id and p.id = t.project_id
         where t.number >= p.next_number""",
    "two tasks of one place": """
        select order_key from tasks group by workspace_id, project_id, order_key having count(*) > 1""",
    "keys that are too long": "select order_key from tasks where length(order_key) > 41",
    "subtasks in another project than their parent": """
        select c.id from tasks c join tasks p on p.workspace_id = c.workspace_id and p.id = c.parent_id
         where c.project_id <> p.project_id""",
    "live subtasks of a parent in the trash": """
        select c.id from tasks c join tasks p on p.workspace_id = c.workspace_id and p.id = c.parent_id
         where c.trashed_at is null and p.trashed_at is not null""",
    "sections of another project": """
        select t.id from tasks t join sections s on s.workspace_id = t.workspace_id and s.id = t.section_id
         where s.project_id <> t.project_id""",
    "states without their when and who": """
        select id from tasks where (status = 'completed') <> (completed_at is not null)
            or (status = 'cancelled') <> (cancelled_at is not null)
            or (completed_at is null) <> (completed_by is null)""",
    "tasks that cannot be found": """
        select t.id from tasks t left join task_search s on s.workspace_id = t.workspace_id and s.task_id = t.id
         where s.task_id is null""",
    "events from the future of their workspace": """
        select e.id from events e join workspaces w on w.id = e.workspace_id where e.seq > w.version""",
    "transactions with more than one seq": """
        select change_id from events group by workspace_id, change_id having count(distinct seq) > 1""",
    "seqs of more than one transaction": """
        select seq from events group by workspace_id, seq having count(distinct change_id) > 1""",
    "versions of a task that were used twice": """
        select task_id from events
         where kind like 'task.%' and kind not in ('task.assigned', 'task.deleted') and version is not null
         group by workspace_id, task_id, version having count(*) > 1""",
    "tasks whose last event is not of their version": """
        select t.number, t.version, max(e.version) from tasks t
          join events e on e.workspace_id = t.workspace_id and e.subject_id = t.id
         group by t.workspace_id, t.id, t.number, t.version having max(e.version) > t.version""",
}


def imbalances() -> dict[str, list[object]]:
    """Return every rule that some rows break, with those rows."""
    with above_the_walls() as connection:
        found: dict[str, list[object]] = {rule: [*connection.execute(text(query))] for rule, query in WRONG.items()}
    return {rule: rows for rule, rows in found.items() if rows}
