"""Names with a sign before them: #project, @label, +person, !priority; in quotes when they have spaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from app.translation.speaking import _
from app.words.cursor import CLOSING, Cursor, Found, Refused
from app.words.tokens import key_of

Kind = Literal["project", "label", "person", "priority"]
SIGNS: dict[str, Kind] = {"#": "project", "@": "label", "+": "person", "!": "priority"}
CLOSING_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
MOST_WORDS = 5
LONGEST_LABEL = 40
LAST_HOUR = 24


@dataclass(frozen=True, slots=True)
class Name:
    """Something that has a name; `id` is None for a label still to be made."""

    name: str
    id: Any = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The projects, labels and people the writer may name; each is found by its name, its other names, and squeezed."""

    projects: tuple[Name, ...] = ()
    labels: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    keys: dict[Kind, dict[str, list[Name]]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        tables: dict[Kind, dict[str, list[Name]]] = {
            "project": index(self.projects),
            "label": index(self.labels),
            "person": index(self.people, first_words=True),
        }
        object.__setattr__(self, "keys", tables)

    def find(self, kind: Kind, typed: str) -> list[Name]:
        table = self.keys[kind]
        return table.get(name_key(typed)) or table.get(squeezed(typed)) or []


def index(names: Iterable[Name], *, first_words: bool = False) -> dict[str, list[Name]]:
    """Return the names by every key they are found by; a full name goes before a first name."""
    table: dict[str, list[Name]] = {}
    for name in names:
        for typed in (name.name, *name.also):
            for key in {name_key(typed), squeezed(typed)}:
                table.setdefault(key, []).append(name)
    if first_words:
        full = set(table)
        for name in names:
            first = name_key(name.name.split()[0]) if name.name.split() else ""
            if first not in full and name not in table.get(first, []):
                table.setdefault(first, []).append(name)
    return table


def name_key(typed: str) -> str:
    return key_of(" ".join(typed.split()))


def squeezed(typed: str) -> str:
    return "".join(c for c in name_key(typed) if c.isalnum())


def named(c: Cursor, at: int, names: Names, text: str) -> Found[tuple[Kind, Name | Refused]] | None:
    """Read a sign and the name directly behind it."""
    kind = SIGNS.get(c.tokens[at].text)
    if not kind or at + 1 >= len(c.tokens) or not c.glued(at + 1) or c.tokens[at + 1].plain:
        return None
    if kind == "priority":
        return priority(c, at)
    if found := quoted(c, at + 1, text):
        return known_or_made(kind, found, names)
    end = end_of_run(c, at + 1)
    if end == at + 1 or (kind != "label" and text[c.tokens[at + 1].start : c.tokens[end - 1].end].isdigit()):
        return None
    return longer_name(c, at + 1, kind, names, text) or known_or_made(
        kind, Found(text[c.tokens[at + 1].start : c.tokens[end - 1].end], end), names
    )


def priority(c: Cursor, at: int) -> Found[tuple[Kind, Name | Refused]] | None:
    if found := c.closed(c.take(at + 1, "priority")):
        return Found(("priority", Name(found.value)), found.end)
    digits = c.digits(at + 1, 1)
    if digits in ("1", "2", "3", "4") and c.closes(at + 2):
        return Found(("priority", Name(("urgent", "high", "medium", "low")[int(digits) - 1])), at + 2)
    return None


def quoted(c: Cursor, at: int, text: str) -> Found[str] | None:
    """Read a name in quotes."""
    last = CLOSING_QUOTES.get(c.tokens[at].text)
    if not last:
        return None
    for end in range(at + 1, min(at + 40, len(c.tokens))):
        c.steps += 1
        if c.tokens[end].text in last:
            inner = text[c.tokens[at].end : c.tokens[end].start].strip()
            return c.closed(Found(inner, end + 1)) if inner else None
    return None


def end_of_run(c: Cursor, at: int) -> int:
    """Return the token behind the run without white space, without the punctuation it ends with."""
    end = at + 1
    while end < len(c.tokens) and c.glued(end) and c.tokens[end].text not in ",;()[]{}\"'":
        c.steps += 1
        end += 1
    while end > at and c.tokens[end - 1].text in CLOSING:
        end -= 1
    first = c.tokens[at]
    return end if first.is_word or first.is_number else at


def longer_name(c: Cursor, at: int, kind: Kind, names: Names, text: str) -> Found[tuple[Kind, Name | Refused]] | None:
    """Read a name with spaces that is known, without quotes: the longest that fits."""
    best, end = None, at
    for _again in range(MOST_WORDS):
        end = end_of_run(c, end) if end < len(c.tokens) else end
        known = names.find(kind, text[c.tokens[at].start : c.tokens[end - 1].end])
        if known and c.closes(end):
            best = Found((kind, only(known)), end)
        if end >= len(c.tokens) or not c.tokens[end].is_word:
            break
    return best


def known_or_made(kind: Kind, typed: Found[str], names: Names) -> Found[tuple[Kind, Name | Refused]] | None:
    """Return the name that is known, or a label to be made; an unknown project or person is only text."""
    known = names.find(kind, typed.value)
    if known:
        return Found((kind, only(known)), typed.end)
    if kind != "label" or is_hour(typed.value):
        return None
    if len(typed.value) > LONGEST_LABEL:
        return Found(
            (kind, Refused(_("A label has at most {most} characters.", most=LONGEST_LABEL))),
            typed.end,
        )
    return Found((kind, Name(typed.value)), typed.end)


def is_hour(typed: str) -> bool:
    """Say whether `@5` is rather a time than a label still to be made."""
    return typed.isdigit() and len(typed) < 3 and int(typed) <= LAST_HOUR


def only(known: list[Name]) -> Name | Refused:
    if len({(name.id, name.name) for name in known}) == 1:
        return known[0]
    return Refused(_("More than one is called so: {names}.", names=", ".join(sorted(name.name for name in known)[:3])))
