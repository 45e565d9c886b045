"""All that the audit log tells of, in words; what is not here is not noted, and a test asks for what must be."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """An act in words, and which of its values are kept; other columns of what was changed are nobody's business."""

    words: str
    fields: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    # of accounts
    "sign_in.done": Kind("Signed in", ("device", "two_factors")),
    "sign_in.failed": Kind("A password was wrong", ("times",)),
    "sign_in.code_failed": Kind("A code was wrong", ("times",)),
    "session.ended": Kind("Signed out", ("name", "device")),
    "session.others_ended": Kind("Signed out everywhere else"),
    "token.created": Kind("Made a token of the API", ("name", "device", "rights")),
    "account.created": Kind("Made an account", ("way",)),
    "account.confirmed": Kind("Confirmed the mail address"),
    "account.disowned": Kind("Said, as who reads the address, that the account is not theirs"),
    "account.disabled": Kind("Disabled the account"),
    "account.enabled": Kind("Enabled the account"),
    "account.deleted": Kind("Deleted the account"),
    "account.link_sent": Kind("Sent the link again that confirms the address"),
    "email.changed": Kind("Changed the mail address", ("email",)),
    "password.changed": Kind("Changed the password"),
    "password.reset": Kind("Set a new password by a link"),
    "password.link_printed": Kind("Printed a link that sets a new password"),
    "factor.on": Kind("Turned the second factor on"),
    "factor.off": Kind("Turned the second factor off"),
    "factor.codes": Kind("Made new recovery codes"),
    "factor.recovery_used": Kind("Used a recovery code"),
    "passkey.added": Kind("Added a passkey", ("name",)),
    "passkey.renamed": Kind("Renamed a passkey", ("name",)),
    "passkey.removed": Kind("Removed a passkey", ("name",)),
    "identity.added": Kind("Connected an account elsewhere", ("issuer", "email")),
    "identity.removed": Kind("Disconnected an account elsewhere", ("issuer", "email")),
    # of the instance
    "instance.granted": Kind("Let somebody look after the instance"),
    "instance.revoked": Kind("Let somebody look after the instance no more"),
    "workspace.ended": Kind("Deleted a workspace for ever, its days of grace being over"),
    "instance.signed_out": Kind("Signed everyone out"),
    "instance.retried": Kind("Tried failed jobs again", ("jobs",)),
    # of workspaces
    "workspace.created": Kind("Made the workspace"),
    "workspace.renamed": Kind("Renamed the workspace", ("name",)),
    "workspace.factor_required": Kind("Asked for a second factor, or no more", ("choice",)),
    "workspace.deleted": Kind("Deleted the workspace"),
    "workspace.brought_back": Kind("Brought the workspace back"),
    "member.invited": Kind("Invited somebody", ("role", "projects")),
    "invitation.revoked": Kind("Took an invitation back", ("role",)),
    "member.joined": Kind("Joined", ("role",)),
    "member.role_changed": Kind("Gave another role", ("role",)),
    "member.removed": Kind("Removed a member", ("role",)),
    "member.left": Kind("Left the workspace", ("role",)),
    "project.shared": Kind("Chose who sees a project", ("is_private", "people")),
    "link.created": Kind("Made a link to share", ("rights", "expires_at")),
    "link.changed": Kind("Changed a link", ("rights",)),
    "link.ended": Kind("Ended a link", ("rights",)),
    # of either
    "export.asked": Kind("Asked for an export"),
    "export.fetched": Kind("Downloaded an export"),
    "audit.fetched": Kind("Downloaded this log"),
}

HIDDEN = ("project.", "link.")
"""Told by the id of a project or task alone, whose name not everyone may know who reads the log."""

LIVES = {"workspace.created", "workspace.deleted", "workspace.brought_back"}
"""Told to who looks after the instance as well."""
