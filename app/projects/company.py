"""Whom the lists of people name: everyone who is or was here; to a guest only those who take part in what they see.

Somebody takes part in a project who was added to it or made it, and who made, has or commented one of its tasks. A name
that stands beside something one sees, as in the history, stays there: this is about lists that name people unasked.
"""

from __future__ import annotations

import uuid

from app.extensions import driver
from app.latest import Latest
from app.projects.visibility import seen
from app.workspaces.directory import Person, read_directory
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer

COMPANY = f"""
with shown as materialized (
  select id, created_by from projects p where workspace_id = %(workspace)s and {seen("p")}),
inside as materialized (
  select t.id, t.created_by from tasks t where workspace_id = %(workspace)s and project_id in (select id from shown))
select created_by from shown
union select membership_id from project_members where workspace_id = %(workspace)s
   and project_id in (select id from shown)
union select created_by from inside
union select membership_id from task_assignees where workspace_id = %(workspace)s and task_id in (select id from inside)
union select author_id from comments where workspace_id = %(workspace)s and task_id in (select id from inside)
   and deleted_at is null"""  # noqa: S608 - ours

kept = Latest[frozenset[uuid.UUID]](500)


def list_company(viewer: Viewer, *, gone: bool = False) -> list[Person]:
    """Return the people the viewer may be offered; with `gone` also those who left."""
    everyone = [one for one in read_directory(viewer).people.values() if gone or not one.is_gone]
    if can(viewer, "member.view"):
        return everyone
    known = company_of(viewer)
    return [one for one in everyone if one.id in known]


def company_of(viewer: Viewer) -> frozenset[uuid.UUID]:
    """Return whom a guest knows, as of the viewer's version."""
    return kept.get((viewer.workspace_id, viewer.member_id, viewer.version), lambda: read_company(viewer))


def read_company(viewer: Viewer) -> frozenset[uuid.UUID]:
    rows = driver().execute(COMPANY, {"workspace": viewer.workspace_id, "me": viewer.member_id})
    return frozenset(row[0] for row in rows) | {viewer.member_id}
