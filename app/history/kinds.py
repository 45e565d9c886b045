"""Every kind of event there is, and what its inverse asks of the one who undoes it; or why there is no way back."""

from __future__ import annotations

NEEDS: dict[str, str] = {
    "task.created": "task.trash",
    "task.changed": "task.edit",
    "task.moved": "task.edit",
    "task.moved_to_project": "task.edit",
    "task.started": "task.complete",
    "task.paused": "task.complete",
    "task.completed": "task.complete",
    "task.cancelled": "task.complete",
    "task.reopened": "task.complete",
    "task.trashed": "task.trash",
    "task.restored": "task.trash",
    "section.created": "project.edit",
    "section.changed": "project.edit",
    "section.moved": "project.edit",
    "section.removed": "project.edit",
    "label.created": "label.edit",
    "label.changed": "label.edit",
    "label.deleted": "label.edit",
    "project.created": "project.trash",
    "project.changed": "project.edit",
    "project.moved": "project.edit",
    "project.limited": "project.edit",
    "project.archived": "project.edit",
    "project.brought_back": "project.edit",
    "project.trashed": "project.trash",
    "project.restored": "project.trash",
    "comment.created": "comment.edit",
    "comment.changed": "comment.edit",
    "comment.deleted": "comment.edit",
    "comment.restored": "comment.edit",
    "reminder.created": "task.view",
    "reminder.deleted": "task.view",
    "filter.saved": "filter.edit",
    "filter.changed": "filter.edit",
    "filter.deleted": "filter.edit",
}
"""The action of the policy that the inverse is."""

FOR_EVER: dict[str, str] = {
    "task.deleted": "Deleted for ever.",
    "project.deleted": "Deleted for ever.",
    "project.shared": "Who sees a project is changed in its settings.",
    "member.invited": "The mail has been sent.",
    "member.joined": "Roles and members are changed in the settings.",
    "member.removed": "Roles and members are changed in the settings.",
    "member.role_changed": "Roles and members are changed in the settings.",
    "member.changed": "People change their own profile.",
    "invitation.revoked": "The link has ended. Invite them again.",
    "workspace.created": "A workspace stays.",
    "workspace.renamed": "The name is changed in the settings.",
    "workspace.factor_required": "Who may enter is said in the settings.",
}
"""What cannot be undone, and the reason people read."""
