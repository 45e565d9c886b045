"""Times of day: 17:00, 5pm, 17h, 17 Uhr, at 5, half past five, noon, in the evening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from app.words.amounts import number
from app.words.cursor import Cursor, Evidence, Found, Refused, longest

PARTS = {"morning": time(9), "noon": time(12), "afternoon": time(15), "evening": time(19), "night": time(20)}
AFTERNOON = frozenset({"afternoon", "evening", "night"})
MIDNIGHT = time(23, 59)
EARLIEST_NIGHT = 6
LONGEST_ARTICLE = 2
LETTERS: dict[str, Evidence] = {"a": "day", "p": "after"}
"""5p is a time unless something follows that it could number; 5a may be a room, and needs a day beside it."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time; `part` where only a part of the day was said, `open` where morning or afternoon was not."""

    time: time
    part: str = ""
    open: bool = False
    local: bool = False


def clock(c: Cursor, at: int) -> Found[Clock | Refused] | None:
    """Read a time of day, with or without `at` before it."""
    start = c.skip(at, "at")
    led = start > at
    found = longest(c, start, (with_colon, with_dot, with_mark, named, fraction, spoken))
    if led and not (found and found.evidence == "sure"):
        found = (
            longest(c, start, (with_colon, with_dot, with_mark, any_mark, bare_hour, four_digits, named, spoken))
            or found
        )
        if found and found.evidence in ("day", "moment", "beside") and not found.value.part:
            found = found._replace(evidence="sure")
    return with_place(c, with_part(c, found)) if found else None


def with_part(c: Cursor, found: Found[Clock]) -> Found[Clock]:
    """Read the part of the day behind a time that does not say it: `8 in the evening`."""
    part = c.closed(c.take(found.end, "part_after")) if found.value.open else None
    if not part:
        return found
    return Found(Clock(settled(found.value.time, part.value)), part.end)


def settled(said: time, part: str) -> time:
    """Return the hour that was meant, when its part of the day was said beside it; 2 at night is 02:00."""
    hour = said.hour % 12
    is_late = part in AFTERNOON and not (part == "night" and hour < EARLIEST_NIGHT)
    return said.replace(hour=hour + 12 if is_late else hour)


def with_place(c: Cursor, found: Found[Clock]) -> Found[Clock | Refused]:
    """Read whose clock it is; zones that are only letters are refused, not guessed."""
    if local := c.closed(c.take(found.end, "local_time")):
        said = found.value
        return Found(Clock(said.time, said.part, said.open, local=True), local.end, found.evidence)
    if zone := c.closed(c.take(found.end, "zone")):
        return Found(Refused("Times are in your own zone. Write the time as it is where you are."), zone.end)
    return Found(found.value, found.end, found.evidence)


def hour_and_minute(hours: str, minutes: str = "0") -> time | None:
    return time(int(hours), int(minutes)) if int(hours) < 24 and int(minutes) < 60 else None


def half_of_day(c: Cursor, at: int) -> Found[str] | None:
    """Read am or pm: directly behind the time in every language, after a space where the language has the words."""
    if c.glued(at):
        return c.take(at, "glued_half", "half")
    return c.take(at, "half")


def in_half(said: time | None, half: str) -> time | None:
    if said is None or (half == "am" and said.hour > 12):
        return None
    if said.hour == 12:
        return said.replace(hour=0 if half == "am" else 12)
    return said.replace(hour=said.hour + 12) if half == "pm" and said.hour < 12 else said


def with_colon(c: Cursor, at: int) -> Found[Clock] | None:
    """Read 17:00, 5:30 pm, 17:00 Uhr."""
    return with_sign(c, at, ":", "sure")


def with_dot(c: Cursor, at: int) -> Found[Clock] | None:
    """Read 8.30: sure with am, pm or Uhr; else it needs a day beside it, for it may be any number."""
    return with_sign(c, at, ".", "day")


def with_sign(c: Cursor, at: int, sign: str, evidence: Evidence) -> Found[Clock] | None:
    hours, minutes = c.digits(at, 2), c.digits(at + 2, 2)
    if not (hours and c.sign(at + 1, sign) and c.glued(at + 1) and c.glued(at + 2) and len(minutes) == 2):
        return None
    said, end = hour_and_minute(hours, minutes), at + 3
    if half := half_of_day(c, end):
        said, end, evidence = in_half(said, half.value), half.end, "sure"
    elif c.has(end, "oclock"):
        end, evidence = c.skip(end, "oclock"), "sure"
    else:
        return open_clock(c, hours, said, end, evidence) if said else None
    return Found(Clock(said), end, evidence) if said else None


def open_clock(c: Cursor, hours: str, said: time, end: int, evidence: Evidence) -> Found[Clock]:
    """Return 5:30 as the afternoon’s where hours are counted to twelve; 05:30 is what it says."""
    if len(hours) == 2 or not c.words.choices["twelve_hours"]:
        return Found(Clock(said), end, evidence)
    return Found(Clock(afternoon(c, said), open=0 < said.hour < 12), end, evidence)


def with_mark(c: Cursor, at: int) -> Found[Clock] | None:
    """Read 5pm, 530pm, 17h, 17h30, 17 Uhr, 5 o'clock; and beside a day `5 p`."""
    digits = c.digits(at, 4)
    if not digits:
        return None
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    if half := half_of_day(c, at + 1):
        said = in_half(hour_and_minute(hours, minutes), half.value)
        letter = c.tokens[at + 1].key if half.end == at + 2 else ""
        return Found(Clock(said), half.end, LETTERS.get(letter, "sure")) if said else None
    if len(digits) > 2:
        return None
    if (alone := c.take(at + 1, "glued_half")) and c.is_free(alone.end):
        said = in_half(hour_and_minute(digits), alone.value)
        return Found(Clock(said), alone.end, "day") if said else None
    if c.has(at + 1, "oclock"):
        return after_oclock(c, digits, c.skip(at + 1, "oclock"))
    return any_mark(c, at) if int(digits) >= c.words.choices["hour_mark_from"] else None


def any_mark(c: Cursor, at: int) -> Found[Clock] | None:
    """Read 9h; without `at` before it that may be a length."""
    digits = c.digits(at, 2)
    return after_mark(c, digits, at + 2) if digits and c.glued(at + 1) and c.has(at + 1, "hour_mark") else None


def after_oclock(c: Cursor, hours: str, end: int) -> Found[Clock] | None:
    """Read the minutes of `17 Uhr 30`, if there are any."""
    minutes = c.digits(end, 2)
    if len(minutes) == 2 and c.closes(end + 1) and (said := hour_and_minute(hours, minutes)):
        return Found(Clock(said), end + 1)
    said = hour_and_minute(hours)
    if half := half_of_day(c, end):
        said = in_half(said, half.value)
        return Found(Clock(said), half.end) if said else None
    return Found(Clock(afternoon(c, said), open=said.hour < 12), end) if said else None


def after_mark(c: Cursor, hours: str, end: int) -> Found[Clock] | None:
    minutes = c.digits(end, 2) if c.glued(end) else ""
    said = hour_and_minute(hours, minutes or "0")
    return Found(Clock(said), end + bool(minutes), "sure" if minutes else "after") if said else None


def afternoon(c: Cursor, said: time) -> time:
    """Return what an hour without am or pm means: from 1 to 6 the afternoon, where hours are counted to twelve."""
    return said.replace(hour=said.hour + 12) if c.words.choices["twelve_hours"] and 1 <= said.hour <= 6 else said


def hour_number(c: Cursor, at: int) -> Found[int] | None:
    """Read an hour in digits or as a word that is not also an article."""
    found = number(c, at)
    return found if found and (c.digits(at) or len(c.tokens[at].key) > LONGEST_ARTICLE) else None


def bare_hour(c: Cursor, at: int) -> Found[Clock] | None:
    """Read the number behind `at`, unless something is counted with it."""
    found = hour_number(c, at)
    if not found or not 0 <= found.value <= 23 or len(c.digits(at)) > 2 or c.has(at, "article"):
        return None
    said = time(found.value)
    return Found(Clock(afternoon(c, said), open=0 < said.hour < 12), found.end, "after")


def four_digits(c: Cursor, at: int) -> Found[Clock] | None:
    """Read 1730 behind `at`."""
    digits = c.digits(at)
    said = hour_and_minute(digits[:2], digits[2:]) if len(digits) == 4 else None
    return Found(Clock(said), at + 1, "after") if said else None


def named(c: Cursor, at: int) -> Found[Clock] | None:
    """Read noon and midnight, and the parts of a day where a day stands beside them."""
    if found := c.take(at, "noon"):
        return Found(Clock(PARTS["noon"]), found.end, "after")
    if found := c.take(at, "midnight"):
        return Found(Clock(MIDNIGHT), found.end, "beside")
    if found := c.take(at, "part_after", "part"):
        evidence: Evidence = "moment" if c.has(at, "part_after") else "day"
        return Found(Clock(PARTS[found.value], part=found.value), found.end, evidence)
    return None


def fraction(c: Cursor, at: int) -> Found[Clock] | None:
    """Read half past five, quarter to 6, halb sechs."""
    shift = c.take(at, "fraction") or minutes_past(c, at)
    noon = c.take(shift.end, "noon") if shift else None
    hour = (noon and Found(12, noon.end)) or (hour_number(c, shift.end) if shift else None)
    if not shift or not hour or not 1 <= hour.value <= 23:
        return None
    end = c.skip(hour.end, "oclock")
    half = half_of_day(c, end)
    base = in_half(time(hour.value), half.value) if half else afternoon(c, time(hour.value))
    if base is None:
        return None
    minutes = (base.hour * 60 + shift.value) % (24 * 60)
    is_open = half is None and hour.value <= 12
    return Found(Clock(time(minutes // 60, minutes % 60), open=is_open), half.end if half else end)


def minutes_past(c: Cursor, at: int) -> Found[int] | None:
    """Read the 20 past of `20 past 5`; `20 to 5` may be a stretch."""
    minutes = number(c, at)
    past = c.take(c.skip(minutes.end, "unit"), "past") if minutes and 0 < minutes.value < 60 else None
    return Found(minutes.value, past.end) if minutes and past else None


def spoken(c: Cursor, at: int) -> Found[Clock] | None:
    """Read ten thirty am, as dictation writes it; without am or pm it needs `at` before it."""
    hour, minutes = c.take(at, "number"), None
    if hour and len(c.tokens[at].key) > LONGEST_ARTICLE and 1 <= hour.value <= 12:
        minutes = c.take(hour.end, "number")
    if not hour or not minutes or not 10 <= minutes.value < 60:
        return None
    said = time(hour.value % 24, minutes.value)
    if half := half_of_day(c, minutes.end):
        said = in_half(said, half.value) or said
        return Found(Clock(said), half.end)
    return Found(Clock(afternoon(c, said), open=True), minutes.end, "after") if c.behind(at, "at") else None
