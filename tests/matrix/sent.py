"""What is sent to each route: `{task}` and the like stand for ids, each of which the matrix exchanges alone.

A route that takes no form and whose path says all (`<ref>`, `<key>`, `<slug>`) needs no line for what is sent. A new
route needs one here where it changes something, and one in `IDS` where its path has an `<uuid:id>`.
"""

from __future__ import annotations

from typing import Any

IN_PATH = {"workspace": "workspace", "key": "project", "ref": "task", "slug": "filter", "address": "task"}
IN_PATH |= {"session_id": "session", "passkey_id": "passkey", "identity_id": "identity"}

IDS = {
    "comments.edit": "comment",
    "comments.delete": "comment",
    "comments.react": "comment",
    "attachments.fetch": "file",
    "attachments.show_picture": "file",
    "attachments.delete": "file",
    "exports.fetch_workspace_export": "export",
    "exports.send_workspace_export": "export",
    "exports.fetch_account_export": "own_export",
    "exports.send_account_export": "own_export",
    "shares.save_right": "link",
    "shares.revoke": "link",
    "workspaces.bring_back": "deleted",
    "workspaces.save_role": "member",
    "workspaces.show_handing_over": "member",
    "workspaces.hand_over": "member",
    "workspaces.show_removal": "member",
    "workspaces.remove": "member",
    "workspaces.resend_invitation": "invitation",
    "workspaces.revoke_invitation": "invitation",
    "projects.rename_project_section": "section",
    "projects.move_project_section": "section",
    "projects.remove_project_section": "section",
    "projects.show_label": "label",
    "projects.edit_label": "label",
    "projects.show_label_deletion": "label",
    "projects.delete_workspace_label": "label",
    "history.show_change": "change",
    "history.undo": "change",
    "history.show_differences": "change",
    "tasks.remove_reminder": "reminder",
    "notifications.open_update": "update",
    "api.add_project_member": "member",
    "api.remove_project_member": "member",
    "instance.show_workspace_deletion": "closable",
    "instance.delete_workspace_of_others": "closable",
    "instance.disable_account": "account",
    "instance.enable_account": "account",
    "instance.send_confirmation": "account",
    "notifications.show_local_mail": "mail",
    "notifications.show_local_mail_html": "mail",
}
"""What an `<id>` in a path names."""

TOKENS = {"shares.": "share", "workspaces.": "invited"}
"""What a `<token>` in a path is, by the package of the route."""

LIKE = {"heir": "member", "side_project": "project", "trashed_project": "project"}
"""Kinds that are others only where everything fits."""


WHOLE = {"title": "Of the matrix", "project": "{project}", "section_id": "{section}"}
PEOPLE = {"has": ["assignees", "labels"], "assignees": ["{member}"], "labels": ["{label}"]}
Sent = dict[str, Any]

SENT: dict[str, Sent] = {
    "accounts.save_profile": {"name": "As before", "time_zone": "UTC"},
    "accounts.save_theme": {"theme": "dark"},
    "accounts.save_email": {"email": "other@new.example"},
    "accounts.rename_passkey": {"name": "Laptop"},
    "comments.create": {"body": "Said by the matrix"},
    "comments.edit": {"body": "Said by the matrix"},
    "comments.react": {"reaction": "yes"},
    "watching.choose": {"watch": "yes"},
    "attachments.create": {"file": "a file"},
    "shares.create_task_link": {"rights": "read", "lasts": "week"},
    "shares.create_project_link": {"rights": "read", "lasts": "week"},
    "shares.save_right": {"rights": "read"},
    "shares.create_comment": {"name": "A visitor", "body": "Said by the matrix"},
    "workspaces.create": {"name": "Another"},
    "workspaces.rename": {"name": "Acme too"},
    "workspaces.delete": {"name": "Acme"},
    "instance.delete_workspace_of_others": {"name": "Mona’s tasks"},
    "workspaces.save_role": {"role": "guest"},
    "workspaces.remove": {"heir": "{heir}"},
    "workspaces.create_invitations": {"emails": "matrix@new.example", "role": "guest", "projects": ["{project_id}"]},
    "projects.create": {"name": "Another", "key": "ANO"},
    "projects.move": {"step": "up"},
    "projects.edit": {"name": "Named anew"},
    "projects.save_limit": {"column": "pending", "limit": "3"},
    "projects.share": {"visibility": "private", "people": ["{heir}"]},
    "projects.delete": {"name": "gonecanary project"},
    "projects.create_project_section": {"name": "A section"},
    "projects.rename_project_section": {"name": "A section"},
    "projects.move_project_section": {"step": "up"},
    "projects.create_workspace_label": {"name": "matrixlabel"},
    "projects.edit_label": {"name": "matrixlabel"},
    "tasks.choose_view": {"view": "board"},
    "tasks.save_display": {"sort": "due"},
    "tasks.create_on_day": {"title": "Of the matrix", "day": "2026-12-24", "project": "{project}"},
    "tasks.change_day": {"day": "2026-12-24"},
    "tasks.create_in_project": WHOLE | PEOPLE,
    "tasks.read_words": {"title": "Of the matrix #{project} ", "project": "{project}"},
    "comments.offer_mentions": {"body": "@", "at": "1"},
    "tasks.complete_filter": {"filter": "project:", "at": "8"},
    "tasks.create_tasks": {"title": "Of the matrix", "section_id": "{section}", "assignee": "{member}"},
    "tasks.take_words_back": {"line": "Of the matrix"},
    "tasks.create_for_me": {"title": "Of the matrix"},
    "tasks.create_in_filter": {"title": "Of the matrix"},
    "tasks.create_subtasks": {"title": "Of the matrix"},
    "tasks.edit": {"title": "Of the matrix", "section_id": "{section}"} | PEOPLE,
    "tasks.change_status": {"status": "completed {task}", "subtasks": "yes"},
    "tasks.move_task": {"section_id": "{section}", "after": "{tail}", "assignee": "{member}"},
    "tasks.move_project": {"project": "{side_project}"},
    "tasks.create_reminders": {"words": "tomorrow at 11"},
    "tasks.change_many": {
        "ref": ["{task}", "{tail}"],
        "project": "{project}",
        "add_assignees": ["{member}"],
        "add_labels": ["{label}"],
    },
    "notifications.save_default_reminders": {"reminders": "10 minutes before"},
    "live.note_presence": {"state": "here"},
    "filters.create": {"name": "Saved", "query": "status=pending", "project": "{project}"},
    "filters.edit": {"name": "Saved"},
    "accounts.create_program_token": {"name": "Backup", "rights": "read", "lasts": "month"},
    "api.create_project": {"name": "Another", "key": "ANO", "visibility": "private", "members": ["{member}"]},
    "api.update_project": {"name": "Named anew"},
    "api.create_task": {
        "title": "Of the matrix",
        "project": "{project}",
        "section_id": "{section}",
        "assignees": ["{member}"],
        "labels": ["{label}"],
    },
    "api.update_task": {"title": "Of the matrix", "assignees": ["{member}"], "labels": ["{label}"]},
    "api.complete_task": {"with_subtasks": True},
    "api.change_tasks": {
        "operations": [
            {"action": "update", "id": "{task}", "title": "Of the matrix"},
            {"action": "complete", "id": "{tail}"},
            {"action": "create", "title": "Of the matrix", "parent": "{task_id}"},
        ]
    },
}

NOTHING = """
    accounts.create_account accounts.create_session accounts.create_link accounts.use_link accounts.use_confirmation
    accounts.confirm_newcomer accounts.disown_account
    accounts.use_code accounts.create_passkey_session accounts.create_visit accounts.delete_session
    accounts.create_reset accounts.use_reset accounts.save_keys accounts.create_confirmation
    accounts.create_second_factor accounts.confirm_second_factor accounts.delete_second_factor
    accounts.create_recovery_codes accounts.begin_required_factor accounts.confirm_required_factor
    accounts.create_required_passkey accounts.begin_passkey accounts.create_passkey accounts.delete_passkey
    accounts.connect_identity accounts.delete_identity accounts.save_password accounts.create_password
    accounts.end_one_session accounts.end_other_sessions
    exports.create_workspace_export exports.fetch_workspace_export
    exports.create_account_export exports.fetch_account_export goodbyes.delete_own_account
    audit.download_workspace_log
    instance.enter instance.disable_account instance.enable_account instance.send_confirmation
    instance.retry_jobs instance.download_log
    comments.delete attachments.delete shares.revoke shares.unlock
    api.register api.login api.logout api.delete_task api.add_project_member api.remove_project_member
    workspaces.save_required_factor workspaces.bring_back workspaces.hand_over
    workspaces.resend_invitation workspaces.revoke_invitation
    workspaces.accept_invitation workspaces.create_invited_account
    projects.archive projects.bring_back projects.trash projects.restore
    projects.remove_project_section projects.delete_workspace_label
    trash.empty history.undo history.undo_last history.redo_last
    tasks.move_late tasks.duplicate tasks.remove_reminder tasks.skip_occurrence tasks.separate_occurrence
    tasks.trash tasks.restore tasks.delete
    notifications.open_update notifications.read_all notifications.save_preferences notifications.unsubscribe
    filters.delete
"""
"""Routes that change something and of whose forms no field names a thing."""

ASKED: dict[str, Sent] = {
    "tasks.show_place": {"filter": "project:{project}", "open": "{task}", "q": "canary", "status": "all"},
    "tasks.show_rows": {"assignee": "{member}", "in": "{section}", "group": "section", "status": "all"},
    "tasks.show_cards": {"in": "{section}", "group": "section"},
    "tasks.build_filter": {"filter": "project:{project}"},
    "tasks.show_new_task": {"project": "{project}"},
    "tasks.show_news": {"at": "/acme/projects/{project}", "only": "{task},{tail}"},
    "tasks.pick": {"status": "{task}", "ref": ["{task}", "{tail}"]},
    "history.show_history": {"project": "{project}", "person": "{member}"},
    "palette.show_palette": {"ref": ["{task}", "{tail}"]},
    "palette.find_tasks": {"q": "canary project:{project}"},
    "api.list_tasks": {"project": "{project}", "assignee": "{member}", "search": "canary"},
}
"""What stands in the query of an address."""
