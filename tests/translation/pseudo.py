"""A language that shows what goes through the catalogue: every sentence in brackets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.translation.catalogues import LOADED, Catalogue


class Bracketed(Catalogue):
    """Says every sentence as `⟦…⟧`."""

    def say(self, text: str) -> str:
        return text if not text or "⟦" in text else f"⟦{text}⟧"

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
