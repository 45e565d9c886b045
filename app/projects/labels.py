"""Labels: words with a hue that any task of the workspace can carry."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.hues import HUES
from app.projects.creating import read_hue
from app.projects.models import Label
from app.projects.visibility import seen
from app.texts import read_name
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

NAME_LIMIT = 40
MOST_LABELS = 200
"""A list by label reads every label in one statement."""

COUNTED = text(f"""
select l.id, l.name, l.hue,
       (select count(*) from task_labels tl
          join tasks t on t.workspace_id = :workspace and t.id = tl.task_id and t.trashed_at is null
          join projects p on p.workspace_id = :workspace and p.id = t.project_id and p.trashed_at is null
                         and {seen(me=":me", workspace=":workspace")}
         where tl.workspace_id = :workspace and tl.label_id = l.id)
  from labels l where l.workspace_id = :workspace order by l.name_key""")  # noqa: S608 - ours

CARRIERS = text("select task_id from task_labels where workspace_id = :workspace and label_id = :label")
STICK = text("""
insert into task_labels (workspace_id, task_id, label_id)
select t.workspace_id, t.id, :label from tasks t where t.workspace_id = :workspace and t.id = any(:tasks)""")


@dataclass(frozen=True, slots=True)
class CountedLabel:
    """A label, and how many tasks that the viewer can see carry it."""

    id: uuid.UUID
    name: str
    hue: str
    tasks: int


def list_labels(viewer: Viewer) -> list[CountedLabel]:
    rows = db.session.execute(COUNTED, {"workspace": viewer.workspace_id, "me": viewer.member_id})
    return [CountedLabel(*row) for row in rows]


def get_label(viewer: Viewer, id: uuid.UUID) -> Label:
    label = db.session.scalar(select(Label).where(Label.workspace_id == viewer.workspace_id, Label.id == id))
    if label is None:
        raise NotFound
    return label


def create_label(name: str, *, by: Viewer, hue: str = "") -> Label:
    """Return a new label; without a hue it gets the next one in turn."""
    clean = read_label_name(name)
    count = db.session.scalar(select(func.count()).select_from(Label)) or 0
    if count >= MOST_LABELS:
        raise Invalid({"name": [_("A workspace has at most {most} labels. Delete one first.", most=MOST_LABELS)]})
    label = Label(
        workspace_id=by.workspace_id,
        id=new_id(),
        name=clean,
        name_key=clean.casefold(),
        hue=read_hue(hue) if hue else HUES[(count * 3) % 8],
    )
    db.session.add(label)
    record("label.created", label, by=by)
    return label


def change_label(label: Label, *, by: Viewer, name: str, hue: str) -> None:
    clean, colour = read_label_name(name, but=label), read_hue(hue)
    if (clean, colour) != (label.name, label.hue):
        label.name, label.name_key, label.hue = clean, clean.casefold(), colour
        record("label.changed", label, by=by)


def delete_label(label: Label, *, by: Viewer) -> None:
    """Take the label off all tasks and delete it. The event keeps what brings it back."""
    tasks = sorted(db.session.scalars(CARRIERS, {"workspace": label.workspace_id, "label": label.id}))
    record("label.deleted", label, by=by, before={"name": label.name, "hue": label.hue, "tasks": tasks})
    db.session.delete(label)


def bring_back_label(id: uuid.UUID, former: Mapping[str, Any], *, by: Viewer) -> Label:
    """Make a deleted label again as an event says it was, on those of its tasks that are still there."""
    name = read_label_name(former["name"])
    label = Label(workspace_id=by.workspace_id, id=id, name=name, name_key=name.casefold(), hue=former["hue"])
    db.session.add(label)
    record("label.created", label, by=by, after={"tasks": former.get("tasks", [])})
    db.session.flush()
    tasks = [uuid.UUID(task) for task in former.get("tasks", [])]
    db.session.execute(STICK, {"workspace": by.workspace_id, "label": id, "tasks": tasks})
    return label


def read_label_name(typed: str, but: Label | None = None) -> str:
    name = read_name(typed, NAME_LIMIT, missing="Give the label a name.")
    taken = db.session.scalar(select(Label).where(Label.name_key == name.casefold()))
    if taken is not None and taken is not but:
        raise Invalid({"name": [_("There is a label “{name}” already. Choose another name.", name=taken.name)]})
    return name
