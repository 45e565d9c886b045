"""What each route around a task's comments and files asks the policy for; a part of its table of endpoints."""

from __future__ import annotations

TALK: dict[str, str] = {
    "comments.create": "comment.create",
    "comments.edit": "comment.edit",
    "comments.delete": "comment.delete",
    "comments.react": "comment.create",
    "watching.choose": "task.view",
    "attachments.show_files": "task.view",
    "attachments.create": "file.create",
    "attachments.fetch": "task.view",
    "attachments.show_picture": "task.view",
    "attachments.delete": "file.delete",
}
