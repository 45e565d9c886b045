"""How many statements a request may send to a scene of a few tasks; `tests/drills/test_matrix.py` counts them."""

from __future__ import annotations

from collections.abc import Mapping

MOST = 20
"""Where nothing else is said."""
MORE = {
    "accounts.save_profile": 30,
    "api.change_tasks": 25,
    "api.complete_task": 30,
    "api.create_project": 22,
    "goodbyes.delete_own_account": 47,
    "history.undo": 24,
    "instance.delete_workspace_of_others": 21,
    "instance.show_state": 38,
    "instance.show_workspaces": 31,
    "tasks.change_status": 26,
    "tasks.duplicate": 29,
    "tasks.edit": 21,
    "tasks.separate_occurrence": 25,
    "workspaces.create": 24,
    "workspaces.delete": 31,
    "workspaces.remove": 27,
}
"""The routes that send more, and how many."""


def over_budget(counted: Mapping[str, int]) -> list[str]:
    """Return the routes that sent more statements than they may."""
    over = {endpoint: sent for endpoint, sent in counted.items() if sent > MORE.get(endpoint, MOST)}
    return [f"{endpoint}: {sent} statements, {MORE.get(endpoint, MOST)} allowed" for endpoint, sent in over.items()]
