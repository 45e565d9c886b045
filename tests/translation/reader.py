"""What people read or hear on a page in a language of brackets, and what of it stands outside them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

SPOKEN = ("alt", "aria-description", "aria-label", "aria-valuetext", "label", "placeholder", "title")
TYPED = ("script", "style", "kbd", "code", "textarea")
VOID = ("br", "hr", "img", "input", "link", "meta", "use", "path", "circle", "rect", "line", "source")
WORDS = re.compile(r"[A-Za-z]{2,}")
OWN = re.compile(
    r"[A-Z]\w+/[\w/ -]+|UTC|English|Deutsch|Français|Español|Português|Firefox|Chrome|Linux"
    r"|\b(?:WEB|INB|INBO|PER|OLD)(?:-\d+)?\b|Primo|Alice’s tasks|\b(?:AA|BB|GG|CC)\b|Inbox|Website|Acme|[\w.]+@[\w.]+"
    r"|\b(?:Alice|Bob|Gina|Charlie)\b|\b(?:Adams|Brown|Green|Clark)\b"
)


class Reader(HTMLParser):
    """Gathers what stands outside brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.bare: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.inside.append(tag)
        for name, value in attrs:
            if name in SPOKEN and value:
                self.note(f"{name}={value}", "".join(self.outside(value)))

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        outside = "".join(self.outside(data))
        if not set(self.inside) & set(TYPED):
            self.note(f"<{self.inside[-1] if self.inside else ''}>{' '.join(data.split())}", outside)

    def outside(self, text: str) -> list[str]:
        found = []
        for piece in re.split("([⟦⟧])", text):
            self.depth += {"⟦": 1, "⟧": -1}.get(piece, 0)
            found.append("" if self.depth else piece)
        return found

    def note(self, what: str, outside: str) -> None:
        if WORDS.search(OWN.sub("", outside)):
            self.bare.append(what)


def bare_texts(page: str) -> list[str]:
    """Return what people would read in English whatever their language."""
    reader = Reader()
    reader.feed(page)
    return reader.bare
