"""Whose export holds which rows: an owner's all, an admin's what they see, a person's what is about them.

Each kind has a condition over its row `x`, of the member `:me` in the workspace `:workspace`.
"""

from __future__ import annotations

from app.exports.kinds import WORKSPACE
from app.projects.visibility import seen

PROJECTS = f"""(select p.id from projects p where p.workspace_id = :workspace
     and {seen("p", me=":me", workspace=":workspace")})"""  # noqa: S608 - ours
TASKS = f"(select t.id from tasks t where t.workspace_id = :workspace and t.project_id in {PROJECTS})"  # noqa: S608
COMMENTS = f"""(select c.id from comments c where c.workspace_id = :workspace and c.deleted_at is null
     and c.task_id in {TASKS})"""  # noqa: S608
MY_TASKS = f"""(select t.id from tasks t where t.workspace_id = :workspace and t.project_id in {PROJECTS} and (
     t.created_by = :me or exists (select from task_assignees a where a.workspace_id = :workspace and a.task_id = t.id
       and a.membership_id = :me) or t.project_id in (select i.id from projects i
       where i.workspace_id = :workspace and i.inbox_of = :me)))"""  # noqa: S608
MY_SECTIONS = f"(select t.section_id from tasks t where t.workspace_id = :workspace and t.id in {MY_TASKS})"  # noqa: S608
MY_LABELS = f"(select l.label_id from task_labels l where l.workspace_id = :workspace and l.task_id in {MY_TASKS})"  # noqa: S608
MY_PROJECTS = f"(select t.project_id from tasks t where t.workspace_id = :workspace and t.id in {MY_TASKS})"  # noqa: S608
HISTORY = f"""(x.project_id is null or x.project_id in {PROJECTS}
       or not exists (select from projects q where q.workspace_id = :workspace and q.id = x.project_id))
   and (x.task_id is null or x.task_id in {TASKS}
       or x.actor_id = :me and not exists (select from tasks t where t.workspace_id = :workspace and t.id = x.task_id))
   and (split_part(x.kind, '.', 1) not in ('filter', 'reminder') or x.actor_id = :me)"""  # noqa: S608
"""As the history page has it: nothing of a project or task that is not theirs to see."""

WHOLE = {"comments": "x.deleted_at is null", "files": "x.deleted_at is null"} | {
    "reactions": """x.comment_id in (select c.id from comments c
       where c.workspace_id = :workspace and c.deleted_at is null)"""
}
"""All rows, but for what somebody deleted."""

SEEN = {
    "invitation_projects": f"x.project_id in {PROJECTS}",
    "projects": f"x.id in {PROJECTS}",
    "project_people": f"x.project_id in {PROJECTS}",
    "sections": f"x.project_id in {PROJECTS}",
    "tasks": f"x.project_id in {PROJECTS}",
    "task_labels": f"x.task_id in {TASKS}",
    "task_assignees": f"x.task_id in {TASKS}",
    "task_references": f"x.task_id in {TASKS}",
    "comments": f"x.deleted_at is null and x.task_id in {TASKS}",
    "reactions": f"x.comment_id in {COMMENTS}",
    "files": f"x.deleted_at is null and x.task_id in {TASKS}",
    "reminders": "x.membership_id = :me",
    "watches": "x.membership_id = :me",
    "saved_filters": "(x.is_shared or x.owner_id = :me)",
    "view_settings": "x.membership_id = :me",
    "notification_preferences": "x.membership_id = :me",
    "notifications": f"x.membership_id = :me and x.task_id in {TASKS}",
    "share_links": f"(x.task_id in {TASKS} or x.project_id in {PROJECTS})",
    "history": HISTORY,
}
"""What an admin finds in the application."""

MINE = {
    "people": "x.id = :me",
    "invitations": "x.invited_by = :me",
    "invitation_projects": f"""x.project_id in {PROJECTS} and x.invitation_id in (select i.id from invitations i
       where i.workspace_id = :workspace and i.invited_by = :me)""",  # noqa: S608
    "labels": f"x.id in {MY_LABELS}",
    "projects": f"(x.id in {MY_PROJECTS} or x.inbox_of = :me)",
    "project_people": f"x.membership_id = :me and x.project_id in {PROJECTS}",
    "retired_keys": "false",
    "sections": f"x.id in {MY_SECTIONS}",
    "tasks": f"x.id in {MY_TASKS}",
    "task_labels": f"x.task_id in {MY_TASKS}",
    "task_assignees": f"x.membership_id = :me and x.task_id in {MY_TASKS}",
    "task_references": f"x.task_id in {MY_TASKS}",
    "comments": f"x.deleted_at is null and x.author_id = :me and x.visitor is null and x.task_id in {TASKS}",
    "reactions": f"x.membership_id = :me and x.comment_id in {COMMENTS}",
    "files": f"x.deleted_at is null and x.added_by = :me and x.task_id in {TASKS}",
    "reminders": "x.membership_id = :me",
    "watches": f"x.membership_id = :me and x.task_id in {TASKS}",
    "saved_filters": "x.owner_id = :me",
    "view_settings": "x.membership_id = :me",
    "notification_preferences": "x.membership_id = :me",
    "notifications": f"x.membership_id = :me and x.task_id in {TASKS}",
    "share_links": f"x.created_by = :me and (x.task_id in {TASKS} or x.project_id in {PROJECTS})",
    "history": f"x.actor_id = :me and {HISTORY}",
}
"""What somebody wrote, did, has to do and chose, as far as they still see it."""

SCOPES = {
    name: {kind.name: chosen.get(kind.name, "true") for kind in WORKSPACE}
    for name, chosen in (("whole", WHOLE), ("seen", SEEN), ("mine", MINE))
}
