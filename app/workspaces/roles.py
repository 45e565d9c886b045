"""The roles in words, made from the policy table: an action of the table that has no words here fails a test."""

from __future__ import annotations

from dataclasses import dataclass

from app.translation.speaking import later
from app.workspaces.models import Role
from app.workspaces.policy import ACTIONS

WORDS: dict[str, str] = {
    "workspace.view": "Enter the workspace and read their updates",
    "workspace.edit": "Rename the workspace and ask everyone for a second factor",
    "workspace.hand_over": "Make somebody else the owner in their place",
    "workspace.export": "Export what they see; an owner all there is, private projects and Inboxes too",
    "workspace.delete": "Delete the workspace",
    "member.view": "See who is here, with their addresses",
    "member.invite": "Invite people, send an invitation again and take it back",
    "member.manage": "Give roles up to their own, also to those who have one",
    "member.remove": "Remove people whose role is not above their own",
    "audit.view": "Read the log of who changed access and settings",
    "project.view": "See projects",
    "project.create": "Make projects",
    "project.edit": "Change, move and archive projects and their sections",
    "project.trash": "Put projects into the trash and take them out",
    "project.delete": "Delete projects for ever",
    "project.share": "Choose who sees a project they made or that is private",
    "label.edit": "Make, change and delete labels",
    "task.view": "Read tasks with their comments and history",
    "task.create": "Add tasks",
    "task.edit": "Change and move tasks",
    "task.complete": "Start, complete, cancel and reopen tasks",
    "task.trash": "Put tasks into the trash and take them out",
    "task.delete": "Delete tasks for ever",
    "trash.empty": "Empty the trash",
    "comment.create": "Write comments",
    "comment.edit": "Change and delete their own comments",
    "comment.delete": "Delete comments of visitors who came by a link",
    "share.manage": "Share tasks and projects by link, and end such links",
    "file.create": "Attach files to tasks",
    "file.delete": "Delete files from tasks",
    "change.undo": "Undo what they may change",
    "own.settings": "Change their own settings and leave",
    "filter.view": "Use saved filters",
    "filter.create": "Save filters of their own",
    "filter.edit": "Change their own filters",
    "filter.share": "Share filters with everyone",
}

NAMES: dict[str, str] = {Role.GUEST: "Guest", Role.MEMBER: "Member", Role.ADMIN: "Admin", Role.OWNER: "Owner"}
INSIDE: dict[str, str] = {
    Role.GUEST: later("a guest"),
    Role.MEMBER: later("a member"),
    Role.ADMIN: later("an admin"),
    Role.OWNER: later("an owner"),
}
"""The roles as they stand inside a sentence."""

NOTES: dict[Role, str] = {
    Role.GUEST: "Sees only the projects they were added to and who takes part in them, and changes nothing there.",
    Role.MEMBER: "Works on everything but other people’s Inboxes and private projects they were not added to.",
    Role.ADMIN: "Also manages people and the workspace. Private projects stay private to those who were added.",
    Role.OWNER: "Also decides about the workspace itself. There is always at least one.",
}


@dataclass(frozen=True, slots=True)
class RoleInWords:
    """What a role may do beyond the role below it."""

    role: Role
    note: str
    deeds: list[str]


def list_roles() -> list[RoleInWords]:
    """Return the roles, who may most first, each with what it adds to the one below."""
    return [
        RoleInWords(role, NOTES[role], [WORDS[action] for action, least in ACTIONS.items() if least == role])
        for role in reversed(Role)
    ]
