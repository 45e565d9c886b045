"""A task's form as raw values by field: the due date is words or three inputs, lists come with a marker for "none"."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from app.tasks.date_words import read_day_words, read_due_words
from app.words.cursor import Writer

PLAIN = ("title", "description", "status", "priority", "start_on", "estimate", "section_id", "repeat")
LISTS = ("assignees", "labels")
BELOW = {
    "due": "The date is chosen below.",
    "repeat": "The date is chosen below.",
    "priority": "The priority is chosen below.",
    "description": "The description is written below.",
}


def read_form(form: MultiDict[str, str], writer: Writer) -> dict[str, Any]:
    """Return what `fields.read_changes` takes, only for the fields this form has; words are read as the writer's.

    Where a form has a date both in words and as a plain date, the words go first. Raises Invalid.

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
    if form.get("due_words") or ("due_words" in form and "due_date" not in form):
        raw["due"] = read_due_words(form["due_words"], writer, form.get("due_zone"))
    if form.get("start_words") or ("start_words" in form and "start_on" not in form):
        raw["start_on"] = read_day_words(form["start_words"], writer)
    return raw


def read_chosen(form: MultiDict[str, str]) -> dict[str, str]:
    """Return the kinds of words that a whole form leaves no room for, since its own fields say them, and why."""
    if "due_date" not in form and "due_words" not in form:
        return {}
    dated, rated = form.get("due_words") or form.get("due_date"), form.get("priority", "none") != "none"
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
