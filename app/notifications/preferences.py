"""What people want to hear of, and how: a switch per kind and channel, both on until somebody turns them off."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from app.extensions import db
from app.notifications.models import KINDS, Preference
from app.workspaces.viewer import Viewer


class Wish(NamedTuple):
    in_app: bool = True
    by_mail: bool = True


def read_wishes(member_ids: Collection[uuid.UUID], kind: str) -> dict[uuid.UUID, Wish]:
    """Return what each of these members wants of this kind."""
    rows = db.session.scalars(
        select(Preference).where(Preference.membership_id.in_(member_ids), Preference.kind == kind)
    )
    return dict.fromkeys(member_ids, Wish()) | {row.membership_id: Wish(row.in_app, row.by_mail) for row in rows}


def own_wishes(viewer: Viewer) -> dict[str, Wish]:
    """Return what the viewer wants of every kind."""
    rows = db.session.scalars(select(Preference).where(Preference.membership_id == viewer.member_id))
    return dict.fromkeys(KINDS, Wish()) | {row.kind: Wish(row.in_app, row.by_mail) for row in rows}


def set_wish(member_id: uuid.UUID, kind: str, *, in_app: bool | None = None, by_mail: bool | None = None) -> None:
    """Turn channels of a kind on or off; None leaves a channel as it is."""
    changed = {name: value for name, value in (("in_app", in_app), ("by_mail", by_mail)) if value is not None}
    if changed:
        db.session.execute(
            insert(Preference.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause
            .values(membership_id=member_id, kind=kind, **({"in_app": True, "by_mail": True} | changed))
            .on_conflict_do_update(index_elements=["workspace_id", "membership_id", "kind"], set_=changed)
        )


FAILED = text("""
select d.error from deliveries d
  join notifications n on n.workspace_id = d.workspace_id and n.id = d.notification_id
 where n.workspace_id = :workspace_id and n.membership_id = :member_id and d.state in ('sent', 'failed')
   and d.address = :address
 order by n.id desc limit 1""")


def failed_mail(viewer: Viewer) -> str:
    """Return why the last mail to the viewer's address did not arrive, or an empty text."""
    error = db.session.scalar(
        FAILED, {"workspace_id": viewer.workspace_id, "member_id": viewer.member_id, "address": viewer.email}
    )
    return error or ""
