"""What each route around exports and goodbyes asks the policy for; a part of its table of endpoints."""

from __future__ import annotations

from app.workspaces.principals import SIGNED_IN

EXPORTS: dict[str, str] = {
    "exports.show_workspace_export": "workspace.export",
    "exports.create_workspace_export": "workspace.export",
    "exports.fetch_workspace_export": "workspace.export",
    "exports.send_workspace_export": "workspace.export",
    "exports.show_account_export": SIGNED_IN,
    "exports.create_account_export": SIGNED_IN,
    "exports.fetch_account_export": SIGNED_IN,
    "exports.send_account_export": SIGNED_IN,
    "goodbyes.show_account_deletion": SIGNED_IN,
    "goodbyes.delete_own_account": SIGNED_IN,
}
