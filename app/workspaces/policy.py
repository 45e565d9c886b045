"""Who may do what: one table, asked by every page, API call, job and button.

`ENDPOINTS` names the action of each route; a route that is not in it cannot be reached, and a test fails.
`ACTIONS` names the least role for an action; `can` adds the conditions that depend on the object.
"""

from __future__ import annotations

import uuid
from typing import Any

from app.database import utcnow
from app.errors import Forbidden
from app.workspaces.account_endpoints import ACCOUNTS
from app.workspaces.api_endpoints import API
from app.workspaces.export_endpoints import EXPORTS
from app.workspaces.instance_endpoints import INSTANCE
from app.workspaces.link_policy import LINKS
from app.workspaces.models import Role
from app.workspaces.principals import ANYONE, SIGNED_IN
from app.workspaces.talk_endpoints import TALK
from app.workspaces.viewer import Viewer

ACTIONS: dict[str, Role] = {
    "workspace.view": Role.GUEST,
    "workspace.edit": Role.ADMIN,
    "workspace.hand_over": Role.OWNER,
    "workspace.export": Role.ADMIN,
    "workspace.delete": Role.OWNER,
    "member.view": Role.MEMBER,
    "member.invite": Role.ADMIN,
    "member.manage": Role.ADMIN,
    "member.remove": Role.ADMIN,
    "audit.view": Role.ADMIN,
    "project.view": Role.GUEST,
    "project.create": Role.MEMBER,
    "project.edit": Role.MEMBER,
    "project.trash": Role.MEMBER,
    "project.delete": Role.ADMIN,
    "project.share": Role.MEMBER,
    "label.edit": Role.MEMBER,
    "task.view": Role.GUEST,
    "task.create": Role.MEMBER,
    "task.edit": Role.MEMBER,
    "task.complete": Role.MEMBER,
    "task.trash": Role.MEMBER,
    "task.delete": Role.MEMBER,
    "trash.empty": Role.ADMIN,
    "comment.create": Role.MEMBER,
    "comment.edit": Role.MEMBER,
    "comment.delete": Role.MEMBER,
    "share.manage": Role.MEMBER,
    "file.create": Role.MEMBER,
    "file.delete": Role.MEMBER,
    "change.undo": Role.GUEST,
    "own.settings": Role.GUEST,
    "filter.view": Role.GUEST,
    "filter.create": Role.GUEST,
    "filter.edit": Role.GUEST,
    "filter.share": Role.MEMBER,
}

ENDPOINTS: dict[str, str] = {
    **ACCOUNTS,
    **TALK,
    **LINKS,
    **EXPORTS,
    **INSTANCE,
    **API,
    # ops
    "ops.show_health": ANYONE,
    "ops.show_ready": ANYONE,
    "offline.show_offline": ANYONE,
    # workspaces
    "workspaces.show_home": "workspace.view",
    "workspaces.show_new_workspace": SIGNED_IN,
    "workspaces.create": SIGNED_IN,
    "workspaces.show_settings": "workspace.edit",
    "workspaces.rename": "workspace.edit",
    "workspaces.save_required_factor": "workspace.edit",
    "workspaces.show_deletion": "workspace.delete",
    "workspaces.delete": "workspace.delete",
    "workspaces.show_deleted": SIGNED_IN,
    "workspaces.bring_back": SIGNED_IN,
    "workspaces.show_members": "member.view",
    "workspaces.show_roles": "workspace.view",
    "workspaces.save_role": "member.manage",
    "workspaces.show_handing_over": "workspace.hand_over",
    "workspaces.hand_over": "workspace.hand_over",
    "workspaces.show_removal": "own.settings",
    "workspaces.remove": "own.settings",
    "workspaces.create_invitations": "member.invite",
    "workspaces.resend_invitation": "member.invite",
    "workspaces.revoke_invitation": "member.invite",
    "workspaces.show_invitation": ANYONE,
    "workspaces.accept_invitation": SIGNED_IN,
    "workspaces.create_invited_account": ANYONE,
    "audit.show_workspace_log": "audit.view",
    "audit.download_workspace_log": "audit.view",
    # projects
    "projects.show_projects": "project.view",
    "projects.show_new_project": "project.create",
    "projects.create": "project.create",
    "projects.move": "project.edit",
    "projects.show_settings": "project.edit",
    "projects.edit": "project.edit",
    "projects.save_limit": "project.edit",
    "projects.share": "project.share",
    "projects.archive": "project.edit",
    "projects.bring_back": "project.edit",
    "projects.trash": "project.trash",
    "projects.restore": "project.trash",
    "projects.show_deletion": "project.delete",
    "projects.delete": "project.delete",
    "projects.create_project_section": "project.edit",
    "projects.rename_project_section": "project.edit",
    "projects.move_project_section": "project.edit",
    "projects.remove_project_section": "project.edit",
    "projects.show_labels": "label.edit",
    "projects.create_workspace_label": "label.edit",
    "projects.show_label": "label.edit",
    "projects.edit_label": "label.edit",
    "projects.show_label_deletion": "label.edit",
    "projects.delete_workspace_label": "label.edit",
    "insights.show_overview": "task.view",
    "trash.show_trash": "task.trash",
    "trash.show_task_deletion": "task.delete",
    "trash.show_emptying": "trash.empty",
    "trash.empty": "trash.empty",
    "history.show_history": "task.view",
    "history.show_change": "task.view",
    "history.undo": "change.undo",
    "history.undo_last": "change.undo",
    "history.redo_last": "change.undo",
    "history.show_differences": "change.undo",
    # tasks
    "tasks.show_place": "task.view",
    "tasks.show_rows": "task.view",
    "tasks.save_display": "task.view",
    "tasks.build_filter": "task.view",
    "tasks.choose_view": "task.view",
    "tasks.show_today": "task.view",
    "tasks.show_upcoming": "task.view",
    "tasks.create_on_day": "task.create",
    "tasks.move_late": "task.edit",
    "tasks.show_day": "task.edit",
    "tasks.change_day": "task.edit",
    "tasks.show_new_task": "task.create",
    "tasks.create_in_project": "task.create",
    "tasks.read_words": "task.create",
    "tasks.complete_filter": "task.view",
    "comments.offer_mentions": "comment.create",
    "tasks.create_tasks": "task.create",
    "tasks.take_words_back": "task.edit",
    "tasks.create_for_me": "task.create",
    "tasks.create_in_filter": "task.create",
    "tasks.create_subtasks": "task.create",
    "tasks.duplicate": "task.create",
    "tasks.show_task": "task.view",
    "tasks.show_panel": "task.view",
    "tasks.edit": "task.edit",
    "tasks.change_status": "task.complete",
    "tasks.show_completion": "task.complete",
    "tasks.move_task": "task.edit",
    "tasks.show_news": "task.view",
    "tasks.show_move": "task.edit",
    "tasks.show_cards": "task.view",
    "tasks.move_project": "task.edit",
    "tasks.pick": "task.view",
    "tasks.read_date_words": "task.view",
    "tasks.show_month": "task.view",
    "tasks.create_reminders": "task.view",
    "tasks.remove_reminder": "task.view",
    "tasks.skip_occurrence": "task.edit",
    "tasks.separate_occurrence": "task.edit",
    "tasks.change_many": "task.edit",
    "tasks.trash": "task.trash",
    "tasks.restore": "task.trash",
    "tasks.delete": "task.delete",
    "live.open_stream": "workspace.view",
    "live.note_presence": "task.view",
    "keyboard.show_keys": "workspace.view",
    "filters.create": "filter.create",
    "filters.edit": "filter.edit",
    "filters.delete": "filter.edit",
    "palette.show_palette": "workspace.view",
    "palette.find_tasks": "task.view",
}


def can(viewer: Viewer, action: str, subject: Any = None) -> bool:
    """Say whether the viewer's role allows the action and, for a given subject, whether its conditions hold.

    Nothing is allowed without the second factor that a workspace asks for.
    """
    if viewer.role.rank < ACTIONS[action].rank or viewer.is_kept_out(utcnow()):
        return False
    if action in ("member.manage", "member.remove") and subject is not None:
        return viewer.role.rank >= Role(subject.role).rank
    if action == "workspace.export" and subject is not None:
        return viewer.role == Role.OWNER or (subject.asked_by == viewer.member_id and not subject.is_whole)
    if action == "filter.edit" and subject is not None:
        return bool(subject.owner_id == viewer.member_id or (subject.is_shared and viewer.role.rank >= Role.ADMIN.rank))
    if action == "project.share" and subject is not None:
        return may_share(subject, viewer.member_id, viewer.role)
    if action == "comment.edit" and subject is not None:
        return bool(subject.author_id == viewer.member_id and subject.visitor is None)
    if action == "comment.delete" and subject is not None:
        return bool(subject.author_id == viewer.member_id or subject.visitor is not None)
    return True


def may_share(project: Any, member_id: uuid.UUID, role: Role) -> bool:
    """Say whether a member who sees this project chooses who else does."""
    is_own = project.is_private or project.created_by == member_id
    return not project.is_inbox and bool(is_own or role.rank >= Role.ADMIN.rank)


def require(viewer: Viewer, action: str, subject: Any = None) -> None:
    """Raise Forbidden unless `can`."""
    if not can(viewer, action, subject):
        raise Forbidden


def is_visible(viewer: Viewer, project: Any) -> bool:
    """Say whether the viewer may know of this project."""
    return admits(project, viewer.member_id, viewer.role)


def admits(project: Any, member_id: uuid.UUID, role: str) -> bool:
    """Say whether a member sees this project: the same as `projects/visibility.py` says in SQL."""
    if project.inbox_of is not None:
        return bool(project.inbox_of == member_id)
    return (not project.is_private and role != Role.GUEST) or member_id in project.member_ids
