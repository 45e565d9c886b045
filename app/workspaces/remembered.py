"""What each person last chose in each place: the view, and how it shows the tasks; kept per process by version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from app.extensions import db
from app.latest import Latest
from app.workspaces.models import ViewSettings
from app.workspaces.viewer import Viewer

VIEW = "view"
CHANGED = text(
    "update memberships set settings_version = settings_version + 1 where workspace_id = :workspace and id = :member"
)
Remembered = Mapping[str, Mapping[str, Any]]
"""By the key of a place: its `view`, and by the name of each view what was chosen in it."""

kept = Latest[Remembered](500)


def read_remembered(viewer: Viewer) -> Remembered:
    """Return what the viewer has chosen; who has chosen nothing yet costs no statement."""
    if not viewer.settings_version:
        return {}
    return kept.get((viewer.workspace_id, viewer.member_id, viewer.settings_version), lambda: read_chosen(viewer))


def read_chosen(viewer: Viewer) -> Remembered:
    mine = select(ViewSettings.place, ViewSettings.settings).where(
        ViewSettings.workspace_id == viewer.workspace_id, ViewSettings.membership_id == viewer.member_id
    )
    return {row.place: row.settings for row in db.session.execute(mine)}


def remember(viewer: Viewer, place: str, what: str, chosen: str | Mapping[str, str]) -> None:
    """Keep the view that was chosen in a place (`what` is VIEW), or all that was chosen in the view named `what`."""
    row = insert(ViewSettings.__table__).values(  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause
        workspace_id=viewer.workspace_id, membership_id=viewer.member_id, place=place, settings={what: chosen}
    )
    both = ViewSettings.settings.op("||")(row.excluded.settings)
    keys = ["workspace_id", "membership_id", "place"]
    db.session.execute(row.on_conflict_do_update(index_elements=keys, set_={"settings": both}))
    db.session.execute(CHANGED, {"workspace": viewer.workspace_id, "member": viewer.member_id})


def remembered_path(viewer: Viewer, place: str, path: str) -> str:
    """Return the address of a place in the view that was last chosen there; a list has the place's own."""
    view = read_remembered(viewer).get(place, {}).get(VIEW, "list")
    return path if view == "list" else f"{path}/{view}"
