"""Repeats that do without every: daily, mondays, 1st of each month; and those that are refused."""

from __future__ import annotations

from app.repeats.rules import Rule
from app.words.cursor import Cursor, Found, Refused, longest
from app.words.repeat_days import WEEKEND, WORKDAYS, on_month_days, on_nth_weekday, weekday_list
from app.words.repeated import HOW_MANY, TOO_OFTEN, UNITS, Repeated, with_days


def adverb(c: Cursor, at: int) -> Found[Repeated | Refused] | None:
    """Read daily, biweekly, on weekdays, and the days behind them; `weekly report` is only a title."""
    start = c.skip(at, "due", "on")
    found = c.take(start, "adverb")
    if not found:
        return None
    completion = c.sign(found.end, "!") and c.glued(found.end)
    name, _, count = found.value.partition("/")
    if name == "HOURLY":
        return Found(Refused(TOO_OFTEN), found.end, "after")
    if name in ("WORKDAYS", "WEEKEND"):
        days = WORKDAYS if name == "WORKDAYS" else WEEKEND
        return Found(Repeated(Rule("WEEKLY", weekdays=days)), found.end, "sure" if start > at else "after")
    ruled = with_days(c, Rule(name, interval=int(count)), found.end + completion)
    if isinstance(ruled.value, Refused):
        return Found(ruled.value, ruled.end)
    return Found(Repeated(ruled.value, completion), ruled.end, "after" if ruled.end == found.end else "sure")


def plural_weekdays(c: Cursor, at: int) -> Found[Repeated] | None:
    """Read on mondays and thursdays."""
    start = c.skip(at, "due", "on")
    days = weekday_list(c, start) if c.has(start, "weekday_plural") else None
    if not days:
        return None
    rule = Rule("WEEKLY", weekdays=tuple(sorted(days.value)))
    return Found(Repeated(rule), days.end, "sure" if start > at else "after")


def each_month(c: Cursor, at: int) -> Found[Repeated | Refused] | None:
    """Read `last friday of every month`, where every stands at the end."""
    found = longest(c, c.skip(at, "due", "on"), (on_nth_weekday, on_month_days))
    if not found or not ends_with(c, at, found.end, "each_month"):
        return None
    return Found(found.value if isinstance(found.value, Refused) else Repeated(found.value), found.end)


def ends_with(c: Cursor, start: int, end: int, category: str) -> bool:
    """Say whether a phrase of the category is the last thing between two tokens."""
    return any((found := c.take(at, category)) is not None and found.end == end for at in range(start, end))


def times_a_week(c: Cursor, at: int) -> Found[Repeated | Refused] | None:
    """Read once a week; refuse twice a week, for it says no days."""
    count = c.take(at, "times_word")
    if not count and (said := c.take(at, "number") or (Found(0, at + 1) if c.digits(at) else None)):
        times = c.take(said.end, "times", "times_days")
        count = Found(said.value or int(c.digits(at)), times.end) if times else None
    if count and (often := c.take(count.end, "adverb")):
        return Found(Refused(TOO_OFTEN if often.value.startswith("DAILY") else HOW_MANY), often.end)
    per = c.take(count.end, "per") if count else None
    unit = c.take(per.end, "unit") if per else None
    if not count or not unit:
        return None
    if count.value != 1:
        return Found(Refused(HOW_MANY if unit.value != "day" else TOO_OFTEN), unit.end)
    if unit.value not in UNITS:
        return Found(Refused(TOO_OFTEN), unit.end)
    frequency, each = UNITS[unit.value]
    return Found(Repeated(Rule(frequency, interval=each)), unit.end)  # type: ignore[arg-type]  # the table holds frequencies


def bare_weekdays(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse mon-fri, and mon wed fri, without every: it could be a start and an end, or one of them."""
    days = weekday_list(c, at)
    if not days or len(days.value) < 2:
        return None
    return Found(Refused("Write “every mon-fri” to repeat it, or “from mon to fri” for one stretch."), days.end)


def bare_month_days(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse 1st and 15th without every."""
    found = on_month_days(c, c.skip(at, "due", "on"))
    if not found or isinstance(found.value, Refused) or len(found.value.month_days) < 2 or found.value.positions:
        return None
    if not any(c.digits(index) for index in range(at, found.end)):
        return None
    return Found(Refused("Write “every 1st and 15th” to repeat it."), found.end, "after")
