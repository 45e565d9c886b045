"""A repeat as it was said, and the units it counts in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.repeats.rules import Rule
from app.words.clocks import Clock
from app.words.cursor import Cursor, Found, Refused
from app.words.repeat_days import WORKDAYS, Ruled, days_of, weekday_list
from app.words.repeat_ends import NO_ENDS, Ends

TOO_OFTEN = "Tasks repeat once a day at most. Write “every day”."
HOW_MANY = "Which days? Write for example “every mon and thu”."
UNITS = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half-year": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repeat as it was said; its days are named once its first day is known."""

    rule: Rule
    completion: bool = False
    clock: Clock | None = None
    ends: Ends = NO_ENDS


def with_days(c: Cursor, rule: Rule, end: int) -> Ruled:
    """Add the days that are said behind the unit, if any."""
    if rule.frequency == "DAILY":
        return on_days_of_the_week(c, rule, end)
    on = days_of(c, end, rule.frequency)
    if not on:
        return Found(rule, end)
    if isinstance(on.value, Refused):
        return on
    if rule.frequency == "MONTHLY" and on.value.frequency == "YEARLY":
        return Found(Refused("Say either the months or how many months are between."), on.end)
    return Found(replace(on.value, interval=rule.interval), on.end)


def working_days(count: int, end: int) -> Found[Rule | Refused]:
    if count > 1:
        return Found(Refused("Primo counts working days one by one: “every weekday”."), end)
    return Found(Rule("WEEKLY", weekdays=WORKDAYS), end)


def on_days_of_the_week(c: Cursor, rule: Rule, end: int) -> Ruled:
    """Read `every day from monday to friday`, which is a week's repeat."""
    days = c.closed(weekday_list(c, c.skip(end, "range_from", "on")))
    if not days or len(days.value) < 2 or rule.interval > 1:
        return Found(rule, end)
    return Found(Rule("WEEKLY", weekdays=tuple(sorted(days.value))), days.end)
