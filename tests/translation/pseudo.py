"""A language that shows what goes through the catalogue: every sentence in brackets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.translation.catalogues import LOADED, Catalogue

SAID: set[str] = set()
"""Every text that was asked for in brackets in this process."""


class Bracketed(Catalogue):
    """Says every sentence as `⟦…⟧`, and notes it."""

    def say(self, text: str) -> str:
        if not text or "⟦" in text:
            return text
        SAID.add(text)
        return f"⟦{text}⟧"

    def of(self, one: str, many: str, number: int) -> str:
        return self.say(one if number == 1 else many)


@contextmanager
def brackets() -> Iterator[None]:
    """Let Primo speak `xx`."""
    LOADED["xx"] = Bracketed({}, {})
    try:
        yield
    finally:
        del LOADED["xx"]
