"""Everything that an address shows, also what is on no page yet: for a change of all that matches."""

from __future__ import annotations

from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from app.errors import Invalid
from app.extensions import driver
from app.tasks.bulk import MOST
from app.tasks.bulk_forms import CHOOSE
from app.tasks.listing import Query
from app.tasks.refs import TaskRef
from app.tasks.rows import FROM
from app.tasks.views import get_shown
from app.translation.speaking import _
from app.web.clock import now
from app.web.given_addresses import split_address
from app.workspaces.viewer import Viewer


def list_matching(viewer: Viewer, address: str) -> list[TaskRef]:
    """Return every task that has a row at this address, or raise Invalid where they are too many to change at once."""
    url = split_address(address)
    parts = url.path.removeprefix(f"{viewer.base}/").split("/")
    shown = get_shown(viewer, parts, MultiDict(parse_qsl(url.query)))
    query = Query.of(viewer, shown.filters, [], now=now(), place=shown.place)
    where = " and ".join([*query.where, query.top, "t.trashed_at is null"])
    statement = f"{query.search}select p.key, t.number {FROM} where {where} limit {MOST + 1}"
    refs = [TaskRef(key, number) for key, number in driver().execute(statement, query.parameters)]
    if not refs:
        raise Invalid({"ref": [CHOOSE]})
    if len(refs) > MOST:
        raise Invalid(
            {"ref": [_("More than {most} tasks match. Narrow the filter, and change them in parts.", most=MOST)]}
        )
    return refs
