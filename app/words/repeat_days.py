"""The days a repeat falls on: mon-fri, 1st and 15th, third friday, last day, jan 27."""

from __future__ import annotations

from app.repeats.rules import NotARule, Rule, month_end_days
from app.words.amounts import ordinal
from app.words.cursor import Cursor, Evidence, Found, Refused, longest
from app.words.weekdays import weekday
from app.words.written_dates import LONGEST_MONTHS, day_number, month_name

MOST_ITEMS = 31
WORKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
Ruled = Found[Rule | Refused]


def between(c: Cursor, at: int) -> int | None:
    """Return the token behind what separates the items of a list: a comma, a slash, `and`, or several; else None."""
    end = at
    while c.sign(end, ",/&+"):
        end += 1
    end = c.skip(end, "and")
    return end if end > at else None


def any_weekday(c: Cursor, at: int) -> Found[int] | None:
    return weekday(c, at) or c.take(at, "weekday_plural")


def weekday_list(c: Cursor, at: int) -> Found[tuple[int, ...]] | None:
    """Read one or more weekdays, ranges among them; only a space between them is enough."""
    days: list[int] = []
    evidence: Evidence = "sure"
    end = start = c.skip(at, "article")
    while len(days) < MOST_ITEMS and (item := any_weekday(c, start)):
        evidence = item.evidence if not days else "sure"
        found, end = weekday_range(c, item)
        days += found
        following = between(c, end)
        start = c.skip(end if following is None else following, "on", "every")
    return Found(tuple(dict.fromkeys(days)), end, evidence) if days else None


def weekday_range(c: Cursor, first: Found[int]) -> tuple[list[int], int]:
    """Return the days from this one up to the one behind a dash or `to`; only this one where there is none."""
    until = first.end + 1 if c.sign(first.end, "-–—") else c.skip(first.end, "to")
    last = any_weekday(c, until) if until > first.end else None
    if not last:
        return [first.value], first.end
    length = (last.value - first.value) % 7
    return [(first.value + step) % 7 for step in range(length + 1)], last.end


def on_weekdays(c: Cursor, at: int) -> Ruled | None:
    """Read the weekdays of a weekly repeat: monday, mon-fri, weekday, weekend."""
    if word := c.take(at, "workday_word"):
        return Found(Rule("WEEKLY", weekdays=WORKDAYS), word.end)
    if word := c.take(at, "weekend_word"):
        return Found(Rule("WEEKLY", weekdays=WEEKEND), word.end)
    found = weekday_list(c, at)
    return Found(Rule("WEEKLY", weekdays=tuple(sorted(found.value))), found.end, found.evidence) if found else None


def on_nth_weekday(c: Cursor, at: int) -> Ruled | None:
    """Read third friday, 1st and 3rd monday, last workday, with the month or months it is of."""
    positions, end = positions_list(c, at)
    if not positions:
        return None
    if word := c.take(end, "workday_word"):
        days: tuple[int, ...] = WORKDAYS
        end = word.end
    elif named := any_weekday(c, end):
        days, end = (named.value,), named.end
    else:
        return None
    if max(positions) > 5 and days != WORKDAYS:
        return Found(Refused("A month has at most five of them."), end)
    months, end = in_months(c, end)
    rule = Rule("YEARLY" if months else "MONTHLY", months=months, weekdays=days, positions=tuple(sorted(positions)))
    return Found(rule, end)


def positions_list(c: Cursor, at: int) -> tuple[list[int], int]:
    positions: list[int] = []
    end = start = c.skip(at, "article")
    while len(positions) < MOST_ITEMS and (item := nth(c, start)):
        positions.append(item.value)
        end = item.end
        following = between(c, end)
        if following is None:
            break
        start = c.skip(following, "article")
    return list(dict.fromkeys(positions)), end


def nth(c: Cursor, at: int) -> Found[int] | None:
    last = c.take(at, "last")
    return Found(-1, last.end) if last else ordinal(c, at)


def in_months(c: Cursor, at: int) -> tuple[tuple[int, ...], int]:
    """Read `of the month` (no months) or `of january and july`; what follows need not be there."""
    if frame := c.closed(c.take(at, "month_frame", "each_month")):
        return (), frame.end
    of = c.take(at, "of")
    months: list[int] = []
    start = of.end if of else at
    end = at
    while of and len(months) < 12 and (month := month_name(c, start)):
        months.append(month.value)
        end = month.end
        following = between(c, end)
        if following is None:
            break
        start = following
    return tuple(sorted(set(months))), end


def on_month_days(c: Cursor, at: int) -> Ruled | None:
    """Read 15th, 1st and 15th, last day, 31st: each month, short ones on their last day."""
    days: list[int] = []
    end = start = at
    while len(days) < MOST_ITEMS and (item := month_day(c, start)):
        days.append(item.value)
        end = item.end
        following = between(c, end)
        if following is None:
            break
        start = c.skip(following, "due", "on")
    if not days:
        return None
    alone = end
    months, end = in_months(c, end)
    try:
        named, positions = month_end_days(tuple(dict.fromkeys(days)))
    except NotARule as fault:
        return Found(Refused(str(fault)), end)
    if months:
        return in_named_months(months, tuple(days), end)
    rule = Rule("MONTHLY", month_days=named, positions=positions)
    return Found(rule, end, "after" if end == alone and not c.has(end - 1, "month_day_word", "month_end") else "sure")


def month_day(c: Cursor, at: int) -> Found[int] | None:
    start = c.skip(at, "article")
    if (last := c.take(start, "last")) and (word := c.take(last.end, "month_day_word")):
        return Found(-1, word.end)
    if last := c.take(start, "month_end"):
        return Found(-1, last.end)
    found = ordinal(c, start)
    if not found or not 1 <= found.value <= 31:
        return None
    return Found(found.value, c.skip(found.end, "month_day_word"))


def in_named_months(months: tuple[int, ...], days: tuple[int, ...], end: int) -> Ruled:
    if any(day > LONGEST_MONTHS[month - 1] for month in months for day in days):
        return Found(Refused("That month has no such day."), end)
    if 2 in months and max(days) > 28:
        if len(months) > 1 or len(days) > 1:
            return Found(Refused("Write a repeat of its own for the 29th of February."), end)
        return Found(Rule("YEARLY", months=(2,), month_days=(28, 29), positions=(-1,)), end)
    return Found(Rule("YEARLY", months=months, month_days=tuple(sorted(set(days)))), end)


def on_year_days(c: Cursor, at: int) -> Ruled | None:
    """Read jan 27, 27 january, or the same day of several months: jan 15 and jul 15."""
    months: list[int] = []
    days: list[int] = []
    end = start = at
    while len(months) < MOST_ITEMS and (item := month_and_day(c, start)):
        months.append(item.value[0])
        days.append(item.value[1])
        end = item.end
        following = between(c, end)
        if following is None:
            break
        start = following
    if not months:
        return None
    if len(set(days)) > 1 and len(set(months)) > 1:
        return Found(Refused("Write a repeat of its own for each of these dates."), end)
    return in_named_months(tuple(sorted(set(months))), tuple(days), end)


def month_and_day(c: Cursor, at: int) -> Found[tuple[int, int]] | None:
    start = c.skip(at, "article")
    if month := month_name(c, start):
        day = day_number(c, c.skip(month.end, "article"))
        return Found((month.value, day.value), day.end) if day else None
    day = day_number(c, start)
    month = month_name(c, c.skip(day.end, "of")) if day else None
    return Found((month.value, day.value), month.end) if day and month else None


def days_of(c: Cursor, at: int, frequency: str) -> Ruled | None:
    """Read the days behind `every week`, `every 3 months` or `every year`: on monday, on the 15th, on jan 27."""
    start = c.skip(at, "due", "on")
    rules = {"WEEKLY": (on_weekdays,), "MONTHLY": (on_month_days, on_nth_weekday)}.get(
        frequency, (on_year_days, on_nth_weekday)
    )
    found = longest(c, start, rules)
    if not found or (start == at and found.evidence != "sure"):
        return None
    return found
