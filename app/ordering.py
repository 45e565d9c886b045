"""Fractional indexing: a place in a list is a short text, and between two there is always room for one more.

Keys compare by byte (`COLLATE "C"`). A new key is a random point of the gap, so that two people who drop a task at
the same place at the same moment do not get the same key (what was tried: 3,700 moves a second without a retry).
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator, Sequence

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
VALUE = {digit: value for value, digit in enumerate(DIGITS)}
HEAD = 3
"""Appending counts in the first digits: 119,000 rows in one direction before keys grow."""
JITTER = 3
LONGEST = 40
"""A list with a longer key is rebalanced."""


def key_between(before: str | None, after: str | None) -> str:
    """Return a key that sorts after `before` and before `after`; None means the end of the list on that side."""
    if after is None:
        head = number(before[:HEAD]) + 1 if before is not None else BASE**HEAD // 2
        if head < BASE**HEAD:
            return text(head) + jitter()
    elif before is None and number(after[:HEAD]) > 0:
        return text(number(after[:HEAD]) - 1) + jitter()
    return within(before or "", after)


def key_beside(places: Sequence[tuple[uuid.UUID, str]], behind: uuid.UUID | None, before: uuid.UUID | None) -> str:
    """Return a key right behind one of the places, else right before another, else at the end; they are in order."""
    ids = [id for id, _ in places]
    keys = [None, *(key for _, key in places), None]
    at = ids.index(behind) + 1 if behind in ids else ids.index(before) if before in ids else len(ids)
    return key_between(keys[at], keys[at + 1])


def neighbours(places: Sequence[tuple[uuid.UUID, str]], id: uuid.UUID) -> dict[str, uuid.UUID | None]:
    """Return what stands behind and before one of the places, as events keep it: it is `behind` the one above."""
    ids = [None, *(one for one, _ in places), None]
    at = ids.index(id)
    return {"behind": ids[at - 1], "before": ids[at + 1]}


def moved(
    places: Sequence[tuple[uuid.UUID, str]], id: uuid.UUID, behind: uuid.UUID | None, before: uuid.UUID | None
) -> tuple[str, dict[str, uuid.UUID | None], dict[str, uuid.UUID | None]]:
    """Return the key that puts one of the places behind or before another, and its neighbours before and after."""
    key = key_beside([place for place in places if place[0] != id], behind, before)
    after = sorted(((one, key if one == id else other) for one, other in places), key=lambda place: place[1])
    return key, neighbours(places, id), neighbours(after, id)


def within(before: str, after: str | None) -> str:
    """Return a random key of a closed gap, as short as the gap allows."""
    if after is not None and before >= after:
        raise ValueError(f"{before!r} does not sort before {after!r}")
    shared = ""
    while True:
        place = len(shared)
        floor = VALUE[before[place]] if place < len(before) else 0
        bounded = after is not None and place < len(after) and after.startswith(shared)
        ceiling = VALUE[after[place]] if bounded and after is not None else BASE
        if ceiling - floor > 1:
            return shared + DIGITS[floor + 1 + secrets.randbelow(ceiling - floor - 1)] + jitter()
        shared += DIGITS[floor]


def jitter() -> str:
    """Return random digits that do not end in the lowest, so that there is always room below."""
    return "".join(secrets.choice(DIGITS) for _ in range(JITTER - 1)) + secrets.choice(DIGITS[1:])


def number(digits: str) -> int:
    value = 0
    for digit in digits.ljust(HEAD, DIGITS[0]):
        value = value * BASE + VALUE[digit]
    return value


def text(value: int) -> str:
    digits = ""
    for _ in range(HEAD):
        value, digit = divmod(value, BASE)
        digits = DIGITS[digit] + digits
    return digits


def keys_between(before: str | None, after: str | None, count: int) -> list[str]:
    """Return `count` rising keys within the gap; a pasted list keeps short keys."""
    if count <= 0:
        return []
    if after is None:
        key = key_between(before, None)
        return [key, *keys_after(key, count - 1)]
    middle = key_between(before, after)
    left = count // 2
    return [*keys_between(before, middle, left), middle, *keys_between(middle, after, count - left - 1)]


def keys_after(key: str, count: int) -> Iterator[str]:
    for _ in range(count):
        key = key_between(key, None)
        yield key


def keys_around(places: Sequence[str | None]) -> list[str]:
    """Return rising keys for the places that have none, in order, between those that stay as they are."""
    if not any(places):
        return fresh_keys(len(places))
    kept: list[str | None] = [None]
    free = [0]
    for key in places:
        if key is None:
            free[-1] += 1
        else:
            kept.append(key)
            free.append(0)
    gaps = zip(kept, [*kept[1:], None], free, strict=True)
    return [key for behind, before, count in gaps for key in keys_between(behind, before, count)]


def fresh_keys(count: int) -> list[str]:
    """Return `count` rising keys for a list that is laid out anew, with room at both ends and in between."""
    gap = max(BASE**HEAD // (2 * (count + 1)), 1)
    start = BASE**HEAD // 4
    if start + count * gap >= BASE**HEAD:
        return keys_between(None, None, count)
    return [text(start + position * gap) + jitter() for position in range(count)]
