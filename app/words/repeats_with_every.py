"""Repeats that begin with every: every 3 days, every! month, every 1st and 15th, every monday morning."""

from __future__ import annotations

from dataclasses import replace

from app.repeats.rules import LONGEST_INTERVAL, Rule
from app.translation.speaking import _
from app.words import cursor
from app.words.amounts import ordinal
from app.words.clocks import PARTS, Clock, clock
from app.words.cursor import Cursor, Found, Refused, longest
from app.words.repeat_days import (
    Ruled,
    on_month_days,
    on_nth_weekday,
    on_weekdays,
    on_year_days,
    weekday_list,
)
from app.words.repeated import TOO_OFTEN, UNITS, Repeated, with_days, working_days


def every(c: Cursor, at: int) -> Found[Repeated | Refused] | None:
    """Read what follows `every`, or `every!`, which counts from completion."""
    lead = c.take(c.skip(at, "due", "on"), "every")
    if not lead:
        return None
    completion = c.sign(lead.end, "!") and c.glued(lead.end)
    start = lead.end + completion
    found = longest(c, start, BODIES)
    if not found or isinstance(found.value, Refused):
        return found
    value = found.value if isinstance(found.value, Repeated) else Repeated(found.value)
    return Found(replace(value, completion=completion), found.end, found.evidence if at else "sure")


def interval(c: Cursor, at: int) -> Found[int] | None:
    """Read how many: 3, three, other, 3rd; nothing is one."""
    if nth := ordinal(c, at):
        return nth
    if digits := c.digits(at):
        return Found(int(digits), at + 1)
    return c.take(at, "number", "other") or Found(1, at)


def units(c: Cursor, at: int) -> Found[Rule | Refused] | None:
    """Read day, 3 days, other week, 2nd month, and the days behind them."""
    count = interval(c, at)
    if not count:
        return None
    glued = count.end > at and c.glued(count.end)
    unit = c.take(count.end, "unit", "short_unit") if glued else c.take(count.end, "unit")
    if not unit:
        return None
    end = unit.end
    if unit.value in ("minute", "hour"):
        return Found(Refused(TOO_OFTEN), end)
    if unit.value == "workday":
        return working_days(count.value, end)
    frequency, each = UNITS[unit.value]
    rule = Rule(frequency, interval=count.value * each)  # type: ignore[arg-type]  # the table holds frequencies
    if not 1 <= rule.interval <= LONGEST_INTERVAL:
        return Found(Refused(_("Choose a number between 1 and {most}.", most=LONGEST_INTERVAL)), end)
    return with_days(c, rule, end)


def counted_weekdays(c: Cursor, at: int) -> Ruled | None:
    """Read other monday, 2 mondays; and `zweiten Montag`, where that is every other one."""
    count = c.take(at, "other") or (Found(int(c.digits(at, 3)), at + 1) if c.digits(at, 3) else c.take(at, "number"))
    if not count and c.words.choices["ordinal_weekday"] == "interval":
        count = ordinal(c, at)
    days = weekday_list(c, count.end) if count else None
    if not count or not days or not 1 <= count.value <= LONGEST_INTERVAL:
        return None
    return Found(Rule("WEEKLY", interval=count.value, weekdays=tuple(sorted(days.value))), days.end)


def part(c: Cursor, at: int) -> Found[Repeated | Refused] | None:
    """Read every morning, every noon, every 9am; refuse every morning and evening."""
    if (said := clock(c, at)) and said.evidence == "sure" and isinstance(said.value, Clock):
        return Found(Repeated(Rule("DAILY"), clock=said.value), said.end)
    if noon := c.take(at, "noon"):
        return Found(Repeated(Rule("DAILY"), clock=Clock(PARTS["noon"])), noon.end)
    found = c.take(at, "part")
    if not found:
        return None
    second = c.take(c.skip(found.end, "and"), "part")
    if second and c.has(found.end, "and"):
        return Found(Refused("A task has one time. Make a task for each."), second.end)
    return Found(Repeated(Rule("DAILY"), clock=Clock(PARTS[found.value], part=found.value)), found.end)


def weekday_part(c: Cursor, at: int) -> Found[Repeated] | None:
    """Read every friday evening as one word."""
    found = c.take(at, "weekday_part")
    if not found:
        return None
    number, _, name = found.value.partition("/")
    return Found(Repeated(Rule("WEEKLY", weekdays=(int(number),)), clock=Clock(PARTS[name], part=name)), found.end)


def only_month(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse every march: no day is said."""
    month = c.take(at, "month", "month_maybe")
    return Found(Refused("Which day of that month? Write for example “every jan 27”."), month.end) if month else None


def few_units(c: Cursor, at: int) -> Found[Refused] | None:
    few = c.take(at, "few")
    unit = c.take(few.end, "unit") if few else None
    return Found(Refused("How many? Write for example “every 3 days”."), unit.end) if unit else None


BODIES: tuple[cursor.Rule, ...] = (
    units,
    counted_weekdays,
    on_weekdays,
    on_month_days,
    on_nth_weekday,
    on_year_days,
    part,
    weekday_part,
    only_month,
    few_units,
)
