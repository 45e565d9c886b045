"""What needs more than a member, and what guests and all accounts may send: ends of the policy table, written again.

The matrix takes the table's word for who may do what. Whoever lets more people in says so here, having thought twice.
"""

from __future__ import annotations

from flask import Flask

from app.workspaces.models import Role
from app.workspaces.policy import ACTIONS, ENDPOINTS
from app.workspaces.principals import SIGNED_IN
from tests.rules.routes import cells

OWNERS = """
    workspaces.show_deletion workspaces.delete workspaces.show_handing_over workspaces.hand_over
"""
ADMINS = """
    audit.show_workspace_log audit.download_workspace_log
    exports.show_workspace_export exports.create_workspace_export
    exports.fetch_workspace_export exports.send_workspace_export
    projects.show_deletion projects.delete
    trash.show_emptying trash.empty
    workspaces.show_settings workspaces.rename workspaces.save_required_factor workspaces.save_role
    workspaces.create_invitations workspaces.resend_invitation workspaces.revoke_invitation
"""
SENT_BY_GUESTS = """
    filters.create filters.edit filters.delete
    history.undo history.undo_last history.redo_last
    live.note_presence
    notifications.open_update notifications.read_all notifications.save_preferences
    notifications.save_default_reminders
    tasks.save_display tasks.choose_view tasks.create_reminders tasks.remove_reminder tasks.complete_filter tasks.pick
    watching.choose
    workspaces.remove
"""
"""Beside their own account: each asks for more where it is about more than what is theirs."""
ANY_ACCOUNT = """
    accounts.show_required_factor accounts.begin_required_factor accounts.confirm_required_factor
    accounts.create_required_passkey
    api.logout api.show_me
    exports.show_account_export exports.create_account_export exports.fetch_account_export exports.send_account_export
    goodbyes.show_account_deletion goodbyes.delete_own_account
    workspaces.show_new_workspace workspaces.create workspaces.show_deleted workspaces.bring_back
    workspaces.accept_invitation
"""


def open_to(role: Role) -> set[str]:
    """Return the endpoints for which this is the least role."""
    return {endpoint for endpoint, action in ENDPOINTS.items() if ACTIONS.get(action) == role}


def test_what_needs_more_than_a_member_is_listed_here_by_hand() -> None:
    assert open_to(Role.OWNER) == set(OWNERS.split())
    assert open_to(Role.ADMIN) == set(ADMINS.split())


def test_what_guests_send_and_any_account_may_do_is_listed_here_by_hand(app: Flask) -> None:
    unsafe = {cell.endpoint for cell in cells(app) if cell.method != "GET"}
    sent = {one for one in unsafe & open_to(Role.GUEST) if not one.startswith("accounts.")}
    assert sent == set(SENT_BY_GUESTS.split())
    assert {one for one, action in ENDPOINTS.items() if action == SIGNED_IN} == set(ANY_ACCOUNT.split())
