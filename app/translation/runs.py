"""One message and its pieces: text, values (`{name}`) and inline elements (`<b>…</b>`) that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jinja2 import nodes

LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")
ATTRIBUTES = re.compile(
    r"\s*(?:(?:data|hx|aria)-[\w:-]+|[\w:-]+=[\"']|(?:checked|disabled|hidden|multiple|required|selected)$)"
)
BESIDE = " \n\u00a0·|/,–-+"
HOLES = re.compile(r"\{(\w+)\}|<(/?\w+)>")
TYPED = frozenset(("code", "kbd"))
INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "kbd", "mark", "q", "strong"))

Say = Callable[..., str]
"""Returns what is said for an English text; it is told the form for many of what `count` says, which is said later."""


@dataclass(slots=True)
class Tag:
    """An element's beginning or end with what it is written as."""

    name: str
    is_end: bool
    is_whole: bool = False
    parts: list[nodes.Expr] = field(default_factory=list)

    @property
    def is_inline(self) -> bool:
        return self.is_whole and self.name in INLINE


Item = nodes.Expr | Tag


def translate_run(run: list[Item], say: Say, *, in_quotes: bool = False) -> list[nodes.Expr]:
    """Return the pieces as the language says them; what is no sentence stays as it is."""
    first, last = edges(run)
    body = run[first:last]
    if any(isinstance(one, Tag) for one in body) and not is_one_sentence(body):
        return translate_between_tags(run, say)
    if not any(has_letters(one) for one in body):
        return written(run)
    message, holes = compose(body)
    text = " ".join(message.split())
    said = say(text)
    if said == text:
        return written(run)
    before, after = message[: len(message) - len(message.lstrip())], message[len(message.rstrip()) :]
    return [*written(run[:first]), *refill(before + said + after, holes, in_quotes), *written(run[last:])]


def translate_between_tags(run: list[Item], say: Say) -> list[nodes.Expr]:
    found: list[nodes.Expr] = []
    part: list[Item] = []
    typed = False
    for one in run:
        if isinstance(one, Tag):
            found += [*(written(part) if typed else translate_run(part, say)), *one.parts]
            part, typed = [], one.name in TYPED and not one.is_end
        else:
            part.append(one)
    return found + translate_run(part, say)


def written(run: list[Item]) -> list[nodes.Expr]:
    return [node for one in run for node in (one.parts if isinstance(one, Tag) else [one])]


def edges(run: list[Item]) -> tuple[int, int]:
    """Return where the sentence begins and ends: icons and marks at its sides do not belong to it."""
    first, last = 0, len(run)
    while first < last and is_beside(run[first]):
        first += 1
    while last > first and is_beside(run[last - 1]):
        last -= 1
    return first, last


def is_beside(one: Item) -> bool:
    if isinstance(one, nodes.TemplateData):
        return not one.data.strip(BESIDE)
    return isinstance(one, nodes.Call)


def has_letters(one: Item) -> bool:
    """Say whether it holds a word; a macro's attributes are none."""
    if not isinstance(one, nodes.TemplateData) or ATTRIBUTES.match(one.data):
        return False
    return bool(LETTERS.search(ENTITY.sub("", one.data)))


def is_one_sentence(body: list[Item]) -> bool:
    """Say whether text stands beside its inline elements, which all begin and end in it."""
    open_ones: list[str] = []
    beside = False
    for one in body:
        if not isinstance(one, Tag):
            beside = beside or (not open_ones and has_letters(one))
        elif not one.is_inline:
            return False
        elif not one.is_end:
            open_ones.append(one.name)
        elif not open_ones or open_ones.pop() != one.name:
            return False
    return beside and not open_ones


def compose(body: list[Item]) -> tuple[str, dict[str, list[nodes.Expr]]]:
    """Return the message, and what each of its holes stands for."""
    message = ""
    holes: dict[str, list[nodes.Expr]] = {}
    open_ones: list[str] = []
    for one in body:
        if isinstance(one, nodes.TemplateData):
            message += one.data
        elif isinstance(one, Tag):
            name = f"/{open_ones.pop()}" if one.is_end else free_name(one.name, holes)
            open_ones += [] if one.is_end else [name]
            holes[name] = one.parts
            message += f"<{name}>"
        else:
            name = free_name(name_of(one), holes)
            holes[name] = [one]
            message += f"{{{name}}}"
    return message, holes


def free_name(name: str, taken: dict[str, list[nodes.Expr]]) -> str:
    return name if name not in taken else next(f"{name}{n}" for n in range(2, 99) if f"{name}{n}" not in taken)


def name_of(node: nodes.Node) -> str:
    """Return what translators call a value: the last name in it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem):
        return str(node.arg.value) if isinstance(node.arg, nodes.Const) else name_of(node.arg)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "_":
        return name_of(node.args[0])
    if isinstance(node, nodes.Filter | nodes.Call):
        return name_of(node.node) if node.node else "value"
    return "value"


def refill(said: str, holes: dict[str, list[nodes.Expr]], in_quotes: bool) -> list[nodes.Expr]:
    """Return the nodes of a sentence; only the elements that it had may stand in it."""
    found: list[nodes.Expr] = []
    at = 0
    for hole in HOLES.finditer(said):
        name = hole[1] or hole[2]
        if name in holes:
            found += [plain(said[at : hole.start()], in_quotes), *holes[name]]
            at = hole.end()
    return [node for node in [*found, plain(said[at:], in_quotes)] if getattr(node, "data", "-")]


def plain(text: str, in_quotes: bool) -> nodes.TemplateData:
    text = text.replace("<", "&lt;")
    return nodes.TemplateData(text.replace('"', "&quot;") if in_quotes else text)
