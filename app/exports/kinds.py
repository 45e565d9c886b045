"""What an export holds: a file of lines for each kind of row, and what is left out, with the reason.

A test sees to it that every column of every table stands in one of the two.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Rows of one table in one file of lines; `computed` adds columns that are worked out, as SQL over `x`."""

    name: str
    table: str
    columns: str
    order: str = "x.id"
    computed: str = ""


NAME_OF = "(select {} from users u where u.id = x.user_id)"
WORKSPACE = (
    Kind("workspace", "workspaces", "id slug name version factor_required_from deleted_at created_at"),
    Kind(
        "people",
        "memberships",
        "id user_id role joined_at removed_at",
        computed=f"{NAME_OF.format('u.name')} as name,"
        f" case when x.removed_at is null then {NAME_OF.format('u.email')} end as email",
    ),
    Kind("invitations", "invitations", "id email role invited_by created_at expires_at accepted_at revoked_at"),
    Kind("invitation_projects", "invitation_projects", "id invitation_id project_id"),
    Kind("labels", "labels", "id name hue"),
    Kind(
        "projects",
        "projects",
        "id key name hue next_number inbox_of is_private order_key created_by created_at archived_at trashed_at limits",
    ),
    Kind("project_people", "project_members", "id project_id membership_id"),
    Kind("retired_keys", "retired_keys", "id key"),
    Kind("sections", "sections", "id project_id name order_key"),
    Kind(
        "tasks",
        "tasks",
        "id project_id number title description status priority start_on due_on due_time due_at due_tz estimate repeat"
        " series_id parent_id section_id order_key created_by created_at updated_at version started_at completed_at"
        " completed_by cancelled_at cancelled_by trashed_at trashed_with",
        computed="(select p.key from projects p where p.workspace_id = x.workspace_id and p.id = x.project_id)"
        " || '-' || x.number as ref",
    ),
    Kind("task_labels", "task_labels", "task_id label_id", order="x.task_id, x.label_id"),
    Kind("task_assignees", "task_assignees", "task_id membership_id", order="x.task_id, x.membership_id"),
    Kind("task_references", "task_references", "id project_key number task_id"),
    Kind("comments", "comments", "id task_id author_id visitor body created_at edited_at"),
    Kind("reactions", "comment_reactions", "id comment_id membership_id kind created_at"),
    Kind(
        "files",
        "attachments",
        "id task_id added_by name size created_at",
        computed="'files/' || x.id || '/' || x.name as path",
    ),
    Kind("reminders", "reminders", "id task_id membership_id kind minutes days on_day at_time zone created_at"),
    Kind("watches", "watches", "id task_id membership_id is_on"),
    Kind("saved_filters", "saved_filters", "id owner_id name slug query is_shared created_at"),
    Kind("view_settings", "view_settings", "id membership_id place settings"),
    Kind("notification_preferences", "notification_preferences", "id membership_id kind in_app by_mail"),
    Kind(
        "notifications",
        "notifications",
        "id membership_id kind once_key task_id comment_id actor_id created_at read_at in_app",
    ),
    Kind("share_links", "share_links", "id task_id project_id rights created_by created_at expires_at revoked_at"),
    Kind(
        "history",
        "events",
        "id seq kind subject_id task_id project_id actor_id change_id undoes goes_on leaves version before after at",
        order="x.seq, x.id",
    ),
)
"""Of a workspace, those first that others point to."""

ACCOUNT = (
    Kind(
        "account",
        "users",
        "id name email email_confirmed_at has_password time_zone language theme single_keys sunday_first date_order"
        " default_reminders home_workspace_id is_admin disabled_at created_at",
    ),
    Kind(
        "sessions",
        "sessions",
        "id kind rights name user_agent network created_at proved_at has_factor last_seen_at expires_at",
    ),
    Kind("identities", "identities", "id issuer subject email created_at used_at"),
    Kind("passkeys", "passkeys", "id name created_at used_at"),
    Kind("second_factor", "second_factors", "created_at confirmed_at", order="x.user_id"),
)
"""Of a person, beside what their workspaces hold of them."""

SECRET = "a secret, or what is made of one"  # noqa: S105 - says why it is not there
MADE = "made anew from what the export holds"
PASSING = "of use for minutes or days only, and no content"
LEFT_OUT: dict[str, str] = {
    "users.email_key": MADE,
    "users.password_hash": SECRET,
    "sessions.token_hash": SECRET,
    "passkeys.credential_id": SECRET,
    "passkeys.public_key": SECRET,
    "passkeys.uses": SECRET,
    "second_factors.secret": SECRET,
    "second_factors.last_step": SECRET,
    "invitations.email_key": MADE,
    "invitations.token_hash": SECRET,
    "share_links.token_hash": SECRET,
    "share_links.password_hash": SECRET,
    "memberships.settings_version": MADE,
    "labels.name_key": MADE,
    "projects.open_count": MADE,
    "projects.closed_count": MADE,
    "tasks.title_key": MADE,
    "tasks.due_sort": MADE,
    "reminders.next_at": MADE,
    "attachments.store_key": "where the bytes lie here; in the export they lie under `path`",
    "attachments.preview": MADE,
    "attachments.deleted_at": "files that were deleted are left out",
    "comments.deleted_at": "comments that were deleted are left out",
    "events.relayed_at": PASSING,
    "events.request_id": PASSING,
    "task_search": MADE,
    "deliveries": "mails on their way, and that they were sent",
    "audit_entries": "fetched from its own page; it tells of more people than who asks, and outlives them",
    "exports": "the archives themselves",
    "account_exports": "the archives themselves",
    "password_resets": SECRET,
    "account_links": SECRET,
    "link_requests": "asked for a link a moment ago, perhaps by somebody else with this address",
    "newcomers": "asked for an account a day ago at most, perhaps somebody else with this address",
    "recovery_codes": SECRET,
    "spent_challenges": PASSING,
    "visits": PASSING,
    "sign_in_failures": "wrong passwords, counted for a day, perhaps typed by somebody else",
    "sent_mails": "numbers of mails, counted for a day under a hash",
    "local_mails": "kept only where no mail server is set, never in production",
}
"""Tables, or single columns of them, that no export holds; `workspace_id` and `user_id` are said by the place."""
