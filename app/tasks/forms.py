"""A task's form as raw values by field: the due date is three inputs, lists come with a marker for "none"."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

PLAIN = ("title", "description", "status", "priority", "start_on", "estimate", "section_id", "repeat")
LISTS = ("assignees", "labels")
BELOW = {
    "due": "The date is chosen below.",
    "repeat": "The date is chosen below.",
    "priority": "The priority is chosen below.",
    "description": "The description is written below.",
}


def read_form(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what `fields.read_changes` takes, only for the fields this form has.

    A list field is present when the form names it in `has`, since unchecked boxes are not sent.
    """
    raw: dict[str, Any] = {name: form[name] for name in PLAIN if name in form}
    for name in LISTS:
        if name in form.getlist("has"):
            raw[name] = form.getlist(name)
    if "subtasks" in form.getlist("repeat_asks") and form.get("repeat"):
        raw["repeat"] = {"rule": form["repeat"], "with_subtasks": "repeat_subtasks" in form}
    if "due_date" in form:
        raw["due"] = {
            "date": form["due_date"],
            "time": form.get("due_time", ""),
            "zone": form.get("due_zone", ""),
        }
    return raw


def read_chosen(form: MultiDict[str, str]) -> dict[str, str]:
    """Return the kinds of words that a whole form leaves no room for, since its own fields say them, and why."""
    if "due_date" not in form:
        return {}
    dated, rated = form["due_date"], form.get("priority", "none") != "none"
    filled = {"due": dated, "repeat": dated, "priority": rated, "description": form.get("description", "").strip()}
    return {kind: BELOW[kind] for kind, given in filled.items() if given}


def read_base(form: MultiDict[str, str]) -> int | None:
    """Return the version the form showed, if it says so."""
    return read_version(form.get("version", ""))


def read_settled(form: MultiDict[str, str]) -> dict[str, int]:
    """Return the fields whose conflict was answered, each with the version that was shown then."""
    pairs = [text.partition(":") for text in form.getlist("settled")]
    return {field: version for field, _, text in pairs if (version := read_version(text)) is not None}


def read_version(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
