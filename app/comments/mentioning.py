"""Who may be named behind the @ that one writes in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.filtering.offering import MOST, Offers, begins_a_word

BEGUN = re.compile(r'(?<![\w@./])@"?(?P<typed>[^@\n]{0,60})\Z')


def offer_mentioned(text: str, at: int, names: Iterable[str]) -> Offers | None:
    """Return the names that fit behind the last @ before `at`; None where nothing does, or one stands there already."""
    begun = BEGUN.search(text, 0, at)
    if begun is None or begun["typed"][:1].isspace():
        return None
    typed = begun["typed"].casefold()
    known = list(dict.fromkeys(names))
    fitting = [name for name in known if name.casefold().startswith(typed)]
    fitting += [name for name in known if name not in fitting and begins_a_word(name, typed)]
    if not fitting or typed in (name.casefold() for name in fitting):
        return None
    return Offers(begun.start(), [(name, f"@{name} ") for name in fitting[:MOST]])
