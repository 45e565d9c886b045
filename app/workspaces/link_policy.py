"""The part of the policy table that is about links: who makes them, and what somebody may do who comes by one."""

from __future__ import annotations

from app.workspaces.principals import ANYONE

LINKS: dict[str, str] = {
    "shares.show_task_links": "share.manage",
    "shares.create_task_link": "share.manage",
    "shares.show_project_links": "share.manage",
    "shares.create_project_link": "share.manage",
    "shares.save_right": "share.manage",
    "shares.revoke": "share.manage",
    "shares.show_shared": ANYONE,
    "shares.unlock": ANYONE,
    "shares.show_shared_task": ANYONE,
    "shares.create_comment": ANYONE,
}

BY_LINK: dict[str, frozenset[str]] = {
    "read": frozenset({"project.view", "task.view"}),
    "comment": frozenset({"project.view", "task.view", "comment.create"}),
}
"""All that visitors may do, by the rights of their link, with nothing but what it is for (`shares/visiting.py`)."""


def visitor_can(right: str, action: str) -> bool:
    return action in BY_LINK[right]
