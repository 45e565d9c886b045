"""The part of the policy table that is about the whole instance: for who looks after it, and absent for anyone else."""

from __future__ import annotations

from app.workspaces.principals import LOOKS_AFTER

INSTANCE: dict[str, str] = {
    "instance.show_start": LOOKS_AFTER,
    "instance.show_entry": LOOKS_AFTER,
    "instance.enter": LOOKS_AFTER,
    "instance.show_people": LOOKS_AFTER,
    "instance.disable_account": LOOKS_AFTER,
    "instance.enable_account": LOOKS_AFTER,
    "instance.send_confirmation": LOOKS_AFTER,
    "instance.show_workspaces": LOOKS_AFTER,
    "instance.show_workspace_deletion": LOOKS_AFTER,
    "instance.delete_workspace_of_others": LOOKS_AFTER,
    "instance.show_state": LOOKS_AFTER,
    "instance.retry_jobs": LOOKS_AFTER,
    "instance.show_log": LOOKS_AFTER,
    "instance.download_log": LOOKS_AFTER,
}
