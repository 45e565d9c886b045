"""The form of a change of many tasks: which tasks, and what happens to them."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from app.database import utcnow
from app.errors import Invalid, NotFound
from app.tasks.bulk import MOST, Change, Links
from app.tasks.fields import read_changes, read_ids
from app.tasks.forms import read_form
from app.tasks.names import writer_of
from app.tasks.queries import get_project
from app.tasks.refs import TaskRef, read_ref
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

CHOOSE = "Choose at least one task first."


def read_refs(form: MultiDict[str, str]) -> list[TaskRef]:
    """Return the tasks named as `ref`, alone or as `WEB-1,WEB-2`, each once; NotFound where one can be none."""
    given = list(dict.fromkeys(text for value in form.getlist("ref") for text in value.split(",") if text))
    if not given:
        raise Invalid({"ref": [CHOOSE]})
    if len(given) > MOST:
        wrong = _("Choose at most {most} tasks at once; these are {number:,}.", most=MOST, number=len(given))
        raise Invalid({"ref": [wrong]})
    refs = [read_ref(text) for text in given]
    if None in refs:
        raise NotFound
    return [ref for ref in refs if ref is not None]


def names_one(form: MultiDict[str, str]) -> bool:
    """Say whether the form is about one task, whose date its field showed."""
    return len(form.getlist("ref")) == 1 and form["ref"].strip(",").count(",") == 0


def read_change(viewer: Viewer, form: MultiDict[str, str]) -> Change:
    """Return what the form wants done, or raise Invalid; for many tasks a day without a time keeps each one's own."""
    raw: dict[str, Any] = read_form(form, writer_of(viewer, utcnow()))
    for one_by_one in ("title", "description", "assignees", "labels"):
        raw.pop(one_by_one, None)
    change = Change(
        fields=read_changes(raw),
        keeps_clock="due_time" not in form and ("due_words" not in form or not names_one(form)),
        assignees=read_links(form, "assignees"),
        labels=read_links(form, "labels"),
        project=get_project(viewer, form["project"], to="task.create") if form.get("project") else None,
        trash=form.get("trash") == "yes",
    )
    if change == Change(keeps_clock=change.keeps_clock):
        raise Invalid({"change": ["Choose what is to change."]})
    return change


def read_links(form: MultiDict[str, str], name: str) -> Links:
    read = read_ids(name)
    return Links(tuple(read(form.getlist(f"add_{name}"))), tuple(read(form.getlist(f"remove_{name}"))))


def action_of(change: Change) -> str:
    """Return the action the policy is asked about, for every one of the tasks."""
    return "task.trash" if change.trash else "task.complete" if "status" in change.fields else "task.edit"
