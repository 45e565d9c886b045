"""Which columns hold text that somebody wrote: each of them must have been filled with what would run."""

from __future__ import annotations

from sqlalchemy import JSON, Connection, String, text

from app.database import Base

OUR_OWN = {
    "account_exports": "state store_key",
    "account_links": "purpose email",
    "attachments": "store_key preview",
    "audit_entries": "kind",
    "comment_reactions": "kind",
    "deliveries": "kind once_key facts address state error request_id",
    "events": "kind before request_id",
    "exports": "state store_key",
    "identities": "subject",
    "invitations": "email_key role",
    "labels": "hue",
    "link_requests": "purpose email_key request_id",
    "local_mails": "receiver subject message",
    "memberships": "role",
    "newcomers": "email_key password_hash time_zone language theme",
    "notification_preferences": "kind",
    "notifications": "kind once_key",
    "projects": "key hue order_key limits",
    "reminders": "kind zone",
    "retired_keys": "key",
    "saved_filters": "slug",
    "sections": "order_key",
    "sessions": "kind rights",
    "share_links": "rights password_hash",
    "sign_in_failures": "email_key network",
    "task_references": "project_key",
    "tasks": "due_tz repeat order_key status",
    "users": "email email_key password_hash time_zone language theme date_order default_reminders",
    "view_settings": "place settings",
    "visits": "purpose provider nonce url time_zone",
    "workspaces": "slug",
}
"""Words and keys of ours, hashes, addresses that were checked, and copies of what stands elsewhere."""


def left_out(connection: Connection) -> list[str]:
    """Return the columns of text that hold nothing hostile, and those that are named as ours and do."""
    faults = []
    for table in Base.metadata.sorted_tables:
        for name in [one.name for one in table.columns if isinstance(one.type, String | JSON)]:
            query = text(f'select exists (select from {table.name} where "{name}"::text like :hostile)')
            is_hostile = bool(connection.scalar(query, {"hostile": "%ran(%"}))
            if is_hostile == (name in OUR_OWN.get(table.name, "").split()):
                faults.append(f"{table.name}.{name}")
    return faults
