"""What one may name in a typed line: the projects one sees, the labels, the people who are here; in one statement.

While a line is typed it is read with every letter, so the names are kept for one version of the workspace.
"""

from __future__ import annotations

from datetime import datetime

from app.extensions import driver
from app.latest import Latest
from app.projects.visibility import seen
from app.words.cursor import Order, Writer
from app.words.names import Name, Names
from app.workspaces.viewer import Viewer

NAMED = f"""
select 'project', id, name, key from projects p
 where workspace_id = %(workspace)s and trashed_at is null and archived_at is null
   and {seen("p")}
union all
select 'label', id, name, '' from labels where workspace_id = %(workspace)s
union all
select 'person', m.id, u.name, u.email from memberships m join users u on u.id = m.user_id
 where m.workspace_id = %(workspace)s and m.removed_at is null
 order by 1, 3, 4"""  # noqa: S608 - ours
AMERICAN = ("America/", "US/", "Pacific/Honolulu", "Pacific/Guam", "Pacific/Pago_Pago")

kept = Latest[Names](64)


def known_names(viewer: Viewer) -> Names:
    """Return the names as of the viewer's version; good to show, not to write by."""
    return kept.get((viewer.workspace_id, viewer.member_id, viewer.version), lambda: read_names(viewer))


def read_names(viewer: Viewer) -> Names:
    """Return the names as they are now; others' Inboxes, archived projects and those who left are not among them."""
    found: dict[str, list[Name]] = {"project": [], "label": [], "person": []}
    for kind, id, name, other in driver().execute(NAMED, {"workspace": viewer.workspace_id, "me": viewer.member_id}):
        found[kind].append(Name(name, id, (other,) if other else ()))
    return Names(tuple(found["project"]), tuple(found["label"]), tuple(found["person"]))


def writer_of(viewer: Viewer, now: datetime) -> Writer:
    """Return the viewer as the grammar needs them: their clock, their zone, their language and order of dates."""
    account = viewer.account
    order: Order = "mdy" if account.date_order == "mdy" else "dmy"
    usual = order_of(account.language, account.time_zone)
    return Writer(now, viewer.zone, order if account.date_order else usual, account.language)


def order_of(language: str, zone: str) -> Order:
    """Return how 3/4 is read: the month first only in English and in America."""
    return "mdy" if language == "en" and zone.startswith(AMERICAN) else "dmy"
