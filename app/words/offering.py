"""Names that a sign and the first letters behind it may become: what completion offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from app.words.names import MOST_WORDS, SIGNS, Kind, Name, Names, name_key, squeezed
from app.words.protecting import Span, description_start, protected_spans

MOST = 8
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that may stand in the line instead of what begins at `start`, and the text to write for it."""

    kind: Kind
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Offers:
    """The names that fit what stands from `start`, where the sign is, to the place of writing."""

    start: int
    names: list[Offer]


def offer_names(line: str, at: int, names: Names, plain: Sequence[Span] = ()) -> Offers | None:
    """Return the names that fit what is being written at `at`; None where nothing is, or it is a name already."""
    start = sign_before(line, at, plain)
    if start is None:
        return None
    kind, typed = SIGNS[line[start]], line[start + 1 : at].lstrip('"“„«')
    if len(names.find(kind, typed)) == 1:
        return None
    known = {"project": names.projects, "label": names.labels, "person": names.people}[kind]
    fitting = [(rank, name_key(name.name), name) for name in known if (rank := fits(name, typed)) is not None]
    best = nsmallest(MOST, fitting, key=lambda one: one[:2])
    offers = [Offer(kind, name.name, written(line[start], name, names)) for *_, name in best]
    return Offers(start, offers) if offers else None


def sign_before(line: str, at: int, plain: Sequence[Span]) -> int | None:
    """Return where the sign stands that the letters before `at` belong to."""
    start = max(line.rfind(sign, max(0, at - LONGEST), at) for sign in "#@+")
    typed = line[start + 1 : at]
    if start < 0 or (start and not (line[start - 1].isspace() or line[start - 1] in "([,;")):
        return None
    if typed[:1].isspace() or typed.isdigit() or len(typed.split()) > MOST_WORDS:
        return None
    left_alone = sorted([*protected_spans(line), *plain])
    if any(begin <= start < end for begin, end in left_alone) or description_start(line, left_alone) < at:
        return None
    return start


def fits(name: Name, typed: str) -> int | None:
    """Return how well the name fits, 0 being best: by its beginning, by another word or name of it, not at all."""
    key, tight = name_key(typed), squeezed(typed)
    if not tight:
        return None if key else 0
    whole = name_key(name.name)
    if whole.startswith(key) or squeezed(name.name).startswith(tight):
        return 0
    others = [*whole.split()[1:], *map(name_key, name.also)]
    return 1 if any(other.startswith(key) for other in others) else None


def written(sign: str, name: Name, names: Names) -> str:
    """Return the name as the line takes it: in quotes if it is not one word, or an address if others have it too."""
    kind = SIGNS[sign]
    text = name.name if len(names.find(kind, name.name)) == 1 or not name.also else name.also[0]
    if text.replace("-", "").replace("_", "").isalnum() or "@" in text:
        return f"{sign}{text} "
    first, last = "“”" if '"' in text else '""'
    return f"{sign}{first}{text}{last} "
