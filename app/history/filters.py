"""Taking back what was done to saved filters; a private one is nobody else's."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.extensions import db
from app.filters.models import SavedFilter
from app.filters.saving import bring_back_filter, change_filter, delete_filter
from app.history.changes import Net
from app.history.plain import Plain, without
from app.history.subjects import Subject, Undoing
from app.workspaces.policy import require


def find_filters(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the filters of these changes that the viewer may see, those included that are to be made again."""
    query = select(SavedFilter).where(SavedFilter.id.in_([net.subject_id for net in nets])).with_for_update()
    rows = {row.id: row for row in db.session.scalars(query)}
    found: dict[uuid.UUID, Subject] = {}
    for net in nets:
        row = rows.get(net.subject_id)
        seen = row or (read_former(net) if without(net, "deleted") else None)
        if seen is not None and (seen.owner_id == undoing.by.member_id or seen.is_shared):
            require(undoing.by, "filter.edit", seen)
            found[net.subject_id] = FilterSubject(net, row, undoing)
    return found


def read_former(net: Net) -> SavedFilter | None:
    """Return the filter as it was when it was deleted, for the policy to be asked about; None once that is blanked."""
    before = net.before
    if "owner_id" not in before:
        return None
    return SavedFilter(owner_id=uuid.UUID(before["owner_id"]), is_shared=before["is_shared"])


class FilterSubject(Plain):
    """A saved filter of a change, or what is kept of one that was deleted."""

    fields = {"name": "Name", "query": "Conditions", "is_shared": "Shared"}  # noqa: RUF012 - a constant of the class

    def put_back(self, but: set[str]) -> None:
        by = self.undoing.by
        if self.net.is_new:
            if self.row is not None:
                delete_filter(self.row, by=by)
        elif self.row is None:
            bring_back_filter(self.net.subject_id, self.net.before, by=by)
        else:
            change_filter(self.row, by=by, **self.former(but))
        db.session.flush()
