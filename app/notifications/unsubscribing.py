"""Turning one kind of mail off from the mail itself, without signing in."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.accounts.tokens import link_token, read_link_token
from app.errors import NotFound
from app.extensions import db
from app.notifications.models import KINDS, Notification
from app.web.addresses import public_address
from app.workspaces.models import Membership


def unsubscribe_address(note: Notification) -> str:
    """Return the address that turns off this kind of mail, here, for this receiver alone."""
    token = link_token(purpose(note.workspace_id, note.kind), note.membership_id)
    return f"{public_address()}/unsubscribe/{note.workspace_id}/{note.kind}/{token}"


def get_subscriber(workspace_id: uuid.UUID, kind: str, token: str) -> Membership:
    """Return whose mail this address turns off, or raise NotFound; the caller is in the workspace."""
    member_id = read_link_token(purpose(workspace_id, kind), token) if kind in KINDS else None
    member = db.session.scalar(select(Membership).where(Membership.id == member_id)) if member_id else None
    if member is None:
        raise NotFound("This link is not complete. Copy the whole address from the mail.")
    return member


def purpose(workspace_id: uuid.UUID, kind: str) -> str:
    return f"unsubscribe {kind} {workspace_id.hex}"
