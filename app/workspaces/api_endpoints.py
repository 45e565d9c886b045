"""What each call of the JSON API asks the policy for; a part of its table of endpoints."""

from __future__ import annotations

from app.workspaces.principals import ANYONE, SIGNED_IN

API: dict[str, str] = {
    "api.register": ANYONE,
    "api.login": ANYONE,
    "api.logout": SIGNED_IN,
    "api.show_me": SIGNED_IN,
    "api.list_tasks": "task.view",
    "api.create_task": "task.create",
    "api.show_task": "task.view",
    "api.update_task": "task.edit",
    "api.complete_task": "task.complete",
    "api.delete_task": "task.trash",
    "api.change_tasks": "task.edit",
    "api.show_overview": "task.view",
    "api.list_projects": "project.view",
    "api.create_project": "project.create",
    "api.show_project": "project.view",
    "api.update_project": "project.edit",
    "api.add_project_member": "project.share",
    "api.remove_project_member": "project.share",
}
