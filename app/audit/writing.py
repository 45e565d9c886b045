"""`audit` notes an act in the transaction that does it: either both are there afterwards, or neither."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import insert

from app.audit.kinds import HIDDEN, KINDS, LIVES
from app.audit.models import AuditEntry
from app.database import in_workspace, new_id, utcnow
from app.extensions import db
from app.networks import network_of

Values = dict[str, Any]


def audit(
    kind: str,
    to: Any = None,
    *,
    by: Any = None,
    workspace_id: uuid.UUID | None = None,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Note that this was done `to` somebody or something, or to the one who did it where that is left out.

    `by` is needed only while nobody is signed in; without anyone it was the host at the command line, or a stranger.
    It belongs to the workspace that is named, or to accounts and the instance.
    """
    words = KINDS[kind]
    actor_id, actor = who(by or account_here())
    subject_id, subject = what(kind, to)
    entry = {
        "at": utcnow(),
        "kind": kind,
        "actor_id": actor_id,
        "actor": actor[:100],
        "network": network_of(request.remote_addr) if has_request_context() else "",
        "subject_id": subject_id,
        "subject": subject[:254],
        "before": kept(before, words.fields),
        "after": kept(after, words.fields),
    }
    places = {workspace_id, None} if kind in LIVES else {workspace_id}
    for place in places:
        with in_workspace(place) if place else nullcontext():
            db.session.execute(insert(AuditEntry), entry | {"id": new_id(), "workspace_id": place})


def audit_event(event: Values, subject: Any, by: Any) -> None:
    """Note what `record` was told, if it is about access or settings."""
    kind = event["kind"]
    if kind not in KINDS:
        return
    is_own = by is not None and by.member_id == subject.id
    audit(
        "member.left" if kind == "member.removed" and is_own else kind,
        subject,
        by=by if getattr(by, "user_id", None) else account_here() or (subject if is_own else None),
        workspace_id=event["workspace_id"],
        before=event["before"],
        after=event["after"],
    )


def account_here() -> Any:
    """Return whoever is signed in in this request."""
    return g.get("account") if has_request_context() else None


def who(one: Any) -> tuple[uuid.UUID | None, str]:
    """Return the id and the name of a person, in whichever of our forms they come."""
    return (getattr(one, "user_id", None) or one.id, one.name) if one is not None else (None, "")


def what(kind: str, one: Any) -> tuple[uuid.UUID | None, str]:
    """Return the id and the name of what was changed; no name where not every reader may know it."""
    if kind.startswith(HIDDEN):
        return getattr(one, "task_id", None) or getattr(one, "project_id", None) or one.id, ""
    if isinstance(one, str):
        return None, one
    return (one.id, one.email) if hasattr(one, "token_hash") else who(one)


def kept(values: Values | None, fields: tuple[str, ...]) -> Values | None:
    return {name: values[name] for name in fields if name in values} if values else None
