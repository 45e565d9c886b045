"""Guards that nobody misses alone, since another stands behind them.

The drill takes no word for it: lifted together with what is named here the guard is missed, by a test that does not
mind that alone. An entry whose guard is missed alone, or is no more, is a fault.
"""

from __future__ import annotations

from tests.guards.lifting import WALL

OWN = "Outside of a workspace the wall shows one's own memberships alone; the condition lets an index find them."
TOLD = "app/notifications/reminders.py tell_one: can_see(member, task)"
DUE = "app/notifications/reminders.py CANDIDATES:"
OVER = "Who is told of nothing is not looked at every minute either."
NOWHERE = "No workspace is found by such a link, and in none nothing is found either."
NAMELESS = "No task is found by no name either."

BEHIND: dict[str, tuple[tuple[str, ...], str]] = {
    f"{DUE} m.removed_at is null": ((TOLD,), OVER),
    f"{DUE} seen(me='m.id', workspace='workspace_id')": ((TOLD,), OVER),
    f"{DUE} u.disabled_at is null": ((TOLD,), OVER),
    TOLD: ((f"{DUE} seen(me='m.id', workspace='workspace_id')",), OVER),
    "app/exports/contents.py BELONGS: m.user_id = user": ((WALL,), OWN),
    "app/goodbyes/settling.py MINE: m.user_id = user": ((WALL,), OWN),
    "app/workspaces/accepting.py SPENT: m.user_id = user": ((WALL,), OWN),
    "app/workspaces/deleting.py MINE: m.user_id = user": ((WALL,), OWN),
    "app/workspaces/finding.py LANDING: m.user_id = user": ((WALL,), OWN),
    "app/shares/visiting.py visited: workspace_id is None": (
        ("app/shares/visiting.py visited: link is None",),
        NOWHERE,
    ),
    "app/tasks/routes/states.py change_status: ref is None": (
        ("app/tasks/queries.py get_task: task is None",),
        NAMELESS,
    ),
    "app/workspaces/accepting.py opened: workspace_id is None": (
        ("app/workspaces/accepting.py opened: invitation is None",),
        NOWHERE,
    ),
}
"""Each such guard, what stands behind it (guards by name, or `WALL`), and why both are there."""

__all__ = ["BEHIND", "WALL"]
