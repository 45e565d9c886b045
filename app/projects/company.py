"""Whom and what lists name unasked: everyone who is or was here, every label; to a guest only what they meet.

A guest meets in the projects they see who was added to one or made it, who made, has or commented one of its tasks, and
the labels on its tasks. A name that stands beside something one sees, as in the history of a task, stays there.
"""

from __future__ import annotations

import uuid
from typing import NamedTuple

from app.extensions import driver
from app.latest import Latest
from app.projects.visibility import seen
from app.workspaces.directory import Directory, LabelName, Person, read_directory
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer

MET = f"""
with shown as materialized (
  select id, created_by from projects p where workspace_id = %(workspace)s and {seen("p")}),
inside as materialized (
  select t.id, t.created_by from tasks t where workspace_id = %(workspace)s and project_id in (select id from shown))
select 'person', created_by from shown
union select 'person', membership_id from project_members where workspace_id = %(workspace)s
   and project_id in (select id from shown)
union select 'person', created_by from inside
union select 'person', membership_id from task_assignees where workspace_id = %(workspace)s
   and task_id in (select id from inside)
union select 'person', author_id from comments where workspace_id = %(workspace)s
   and task_id in (select id from inside) and deleted_at is null
union select 'label', label_id from task_labels where workspace_id = %(workspace)s
   and task_id in (select id from inside)"""  # noqa: S608 - ours


class Met(NamedTuple):
    """The ids of the people and the labels that a guest meets."""

    people: frozenset[uuid.UUID]
    labels: frozenset[uuid.UUID]


kept = Latest[Met](500)


def list_company(viewer: Viewer, *, gone: bool = False) -> list[Person]:
    """Return the people the viewer may be offered; with `gone` also those who left."""
    everyone = [one for one in read_directory(viewer).people.values() if gone or not one.is_gone]
    if can(viewer, "member.view"):
        return everyone
    known = met_by(viewer).people
    return [one for one in everyone if one.id in known]


def list_label_names(viewer: Viewer, directory: Directory | None = None) -> list[LabelName]:
    """Return the labels the viewer may be offered, by name."""
    named = sorted((directory or read_directory(viewer)).labels.values(), key=lambda label: label.name.casefold())
    if can(viewer, "label.edit"):
        return named
    known = met_by(viewer).labels
    return [one for one in named if one.id in known]


def met_by(viewer: Viewer) -> Met:
    """Return whom and what a guest meets, as of the viewer's version."""
    return kept.get((viewer.workspace_id, viewer.member_id, viewer.version), lambda: read_met(viewer))


def read_met(viewer: Viewer) -> Met:
    rows = driver().execute(MET, {"workspace": viewer.workspace_id, "me": viewer.member_id})
    found: dict[str, set[uuid.UUID]] = {"person": {viewer.member_id}, "label": set()}
    for kind, id in rows:
        found[kind].add(id)
    return Met(frozenset(found["person"]), frozenset(found["label"]))
