"""What each route around comments, files and messages asks the policy for; a part of its table of endpoints."""

from __future__ import annotations

ANYONE = "anyone"

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
    "notifications.show_updates": "workspace.view",
    "notifications.open_update": "workspace.view",
    "notifications.read_all": "workspace.view",
    "notifications.show_preferences": "own.settings",
    "notifications.save_preferences": "own.settings",
    "notifications.save_default_reminders": "own.settings",
    "notifications.show_unsubscribing": ANYONE,
    "notifications.unsubscribe": ANYONE,
    "notifications.list_local_mails": ANYONE,
    "notifications.show_local_mail": ANYONE,
    "notifications.show_local_mail_html": ANYONE,
}
