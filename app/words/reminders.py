"""Reminders in words: remind 30m before, remind me at 9am, remind 1 day before at 9 and 1 hour before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from app.words.amounts import amount
from app.words.clocks import Clock, clock
from app.words.cursor import Cursor, Found, Refused
from app.words.days import day
from app.words.when import When

MOST = 5


@dataclass(frozen=True, slots=True)
class Reminder:
    """Either `minutes` or `days` before start or due (days perhaps at a time), or a time, on `day` or the due day."""

    minutes: int = 0
    days: int = 0
    of: Literal["due", "start"] = "due"
    day: date | None = None
    time: time | None = None

    @property
    def is_before(self) -> bool:
        return bool(self.minutes or self.days)

    def as_json(self) -> dict[str, object]:
        return {
            "minutes_before": self.minutes or None,
            "days_before": self.days or None,
            "of": self.of if self.is_before else None,
            "date": self.day.isoformat() if self.day else None,
            "time": self.time.strftime("%H:%M") if self.time else None,
        }


def reminder(c: Cursor, at: int) -> Found[tuple[Reminder, ...] | Refused] | None:
    """Read `remind` with one or more moments behind it; without one it is only a word."""
    lead = c.take(at, "remind")
    if not lead:
        return None
    found = moments(c, lead.end + (c.sign(lead.end, ":") and c.glued(lead.end)))
    if not found or isinstance(found.value, Refused):
        return found
    end = found.end
    if at == 0:
        end = c.skip(end, "remind_to")  # remind me at 5pm to call: the title is what follows
    return found._replace(end=end)


def moments(c: Cursor, at: int) -> Found[tuple[Reminder, ...] | Refused] | None:
    """Read one or more moments, with commas or `and` between them."""
    found: list[Reminder] = []
    end, start = at, at
    while len(found) < MOST and (item := c.closed(before(c, start) or absolute(c, start))):
        if isinstance(item.value, Refused):
            return Found(item.value, item.end)
        found.append(item.value)
        end = item.end
        following = c.skip(end + c.sign(end, ","), "and")
        if following == end:
            break
        start = following
    return Found(tuple(found), end) if found else None


def before(c: Cursor, at: int) -> Found[Reminder | Refused] | None:
    """Read 30m, 30m before, 1 day before the start at 9."""
    length = amount(c, at)
    if not length or not c.closes(length.end):
        return None
    value, end = length.value, length.end
    if value.months or value.workdays:
        return Found(Refused("Count the days or weeks before: “remind 14 days before”."), c.skip(end, "before"))
    of: Literal["due", "start"] = "due"
    if found := c.take(end, "before_start"):
        of, end = "start", found.end
    else:
        end = c.skip(end, "before")
    when = c.closed(clock(c, end)) if value.days else None
    if when and isinstance(when.value, Clock):
        return Found(Reminder(days=value.days, of=of, time=when.value.time), when.end)
    return Found(Reminder(minutes=value.minutes, days=value.days, of=of), end) if value.minutes or value.days else None


def absolute(c: Cursor, at: int) -> Found[Reminder | Refused] | None:
    """Read at 9am, tomorrow at 9, in 2 hours, 9am on friday."""
    start = c.skip(at, "on", "due")
    first = c.closed(day(c, start))
    said = clock(c, first.end if first else start)
    if not first and said and (second := c.closed(day(c, c.skip(said.end, "on", "due")))):
        first, end = second, second.end
    else:
        end = said.end if said else first.end if first else at
    if not first and not said:
        return None
    when = first.value if first else When()
    hour = said.value if said else when.clock if isinstance(when, When) else None
    if isinstance(when, Refused) or isinstance(hour, Refused):
        return Found(when if isinstance(when, Refused) else Refused("Write the time as it is where you are."), end)
    if when.whole or hour is None:
        return Found(Refused("At what time? Write for example “remind tomorrow at 9am”."), end)
    return Found(Reminder(day=when.day, time=hour.time), end)
