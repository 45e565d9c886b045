"""Where in HTML a piece of a template stands: in text, in an element, or in an attribute that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "spoken", "markup", "begin", "end", "whole"]
SPOKEN = frozenset(("alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription"))
SPOKEN_TOO = frozenset(("aria-valuetext", "data-label", "label", "placeholder", "title"))
STEP = {
    "text": re.compile(r"<!--|<!|<(/?)([A-Za-z][\w-]*)"),
    "comment": re.compile("-->"),
    "element": re.compile(r"""([\w:@-]+)=(["'])|>"""),
}


class Piece(NamedTuple):
    """Some source and what it is; `begin` and `end` open an element's tag, named in `name`, and `whole` closes it."""

    kind: Kind
    source: str
    name: str = ""


class Scanner:
    """Reads HTML piece by piece, and knows where it stands between them."""

    def __init__(self) -> None:
        self.mode, self.attribute, self.quote, self.element = "text", "", "", ""

    @property
    def place(self) -> tuple[str, str, str, str]:
        return self.mode, self.attribute, self.quote, self.element

    @place.setter
    def place(self, value: tuple[str, str, str, str]) -> None:
        self.mode, self.attribute, self.quote, self.element = value

    @property
    def kind(self) -> Kind:
        """What a value of the template is that stands here."""
        if self.mode == "value" and (self.attribute in SPOKEN or self.attribute in SPOKEN_TOO):
            return "spoken"
        return "text" if self.mode == "text" else "markup"

    def read(self, source: str) -> Iterator[Piece]:
        """Yield the pieces of some source."""
        at = 0
        while at < len(source):
            found = self.step().search(source, at)
            kind = self.kind
            if kind != "markup":
                end = found.start() if found else len(source)
                if end > at:
                    yield Piece(kind, source[at:end])
                at = end
            if found is None:
                if kind == "markup":
                    yield Piece("markup", source[at:])
                return
            yield self.turn(found, source[at : found.end()])
            at = found.end()

    def step(self) -> re.Pattern[str]:
        """Return what ends the present place."""
        if self.mode == "value":
            return re.compile(self.quote)
        if self.mode == "raw":
            return re.compile(f"</{self.element}")
        return STEP[self.mode]

    def turn(self, found: re.Match[str], source: str) -> Piece:
        """Go on to the next place."""
        if self.mode == "text":
            if not found[2]:
                self.mode = "comment" if found[0] == "<!--" else "element"
                self.element = ""
                return Piece("begin", source)
            self.mode, self.element = "element", found[2]
            return Piece("end" if found[1] else "begin", source, found[2])
        if self.mode == "value":
            self.mode = "element"
            return Piece("markup", source)
        if self.mode == "element" and found[1]:
            self.mode, self.attribute, self.quote = "value", found[1], found[2]
            return Piece("markup", source)
        if self.mode == "raw":
            self.mode, self.element = "element", ""
            return Piece("markup", source)
        self.mode = "raw" if self.element in ("script", "style") and self.mode == "element" else "text"
        return Piece("whole", source)
