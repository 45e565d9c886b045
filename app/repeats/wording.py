"""Rules in words, as pages, mails and JSON say them. Read again by the grammar, a sentence gives the same rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.repeats.kept import Kept
from app.repeats.rules import SHORTEST_MONTH, Rule, month_end_days
from app.tasks.wording import LONG_DAYS, LONG_MONTHS

WORKDAYS = (0, 1, 2, 3, 4)
EVERY = {
    "DAILY": ("Every day", "Every {count} days"),
    "WEEKLY": ("Every week", "Every {count} weeks"),
    "MONTHLY": ("Every month", "Every {count} months"),
    "YEARLY": ("Every year", "Every {count} years"),
}
NTH = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st", 22: "22nd", 23: "23rd", 31: "31st", -1: "last"}


def say_repeat(repeat: Kept | Mapping[str, Any]) -> str:
    """Return the whole sentence, without a full stop: `Every 2 weeks on Friday, until 3 May 2027`."""
    kept = repeat if isinstance(repeat, Kept) else Kept.from_json(repeat)
    said = say_rule(kept.rule)
    return f"{said}, counted from completion" if kept.anchor == "completion" else said


def say_inside(repeat: Kept | Mapping[str, Any]) -> str:
    """Return the same as it stands inside another sentence: `every 2 weeks on Friday`."""
    said = say_repeat(repeat)
    return said[:1].lower() + said[1:]


def phrase_of(kept: Kept) -> str:
    """Return the words that a field shows and the grammar reads: `every! 2 weeks`."""
    said = say_rule(kept.rule)
    return f"every!{said[5:]}" if kept.anchor == "completion" else f"e{said[1:]}"


def common(day: date) -> list[str]:
    """Return the repeats most tasks have, for a task of this day, in words."""
    rules = [Rule("DAILY"), Rule("WEEKLY", weekdays=WORKDAYS), Rule("WEEKLY"), Rule("WEEKLY", 2), Rule("MONTHLY")]
    return [say_rule(rule.starting(day)) for rule in (*rules, Rule("YEARLY"))]


def say_rule(rule: Rule) -> str:
    said = say_rhythm(rule)
    if rule.count:
        return f"{said} for {rule.count} times" if rule.count > 1 else f"{said} for 1 time"
    if rule.until:
        return f"{said} until {rule.until.day} {LONG_MONTHS[rule.until.month - 1]} {rule.until.year}"
    return said


def say_rhythm(rule: Rule) -> str:
    """Return how often and on which days, without the end."""
    once, several = EVERY[rule.frequency]
    each = once if rule.interval == 1 else several.format(count=rule.interval)
    if rule.frequency == "WEEKLY" and rule.weekdays and rule.interval == 1:
        return f"Every {'weekday' if rule.weekdays == WORKDAYS else join(LONG_DAYS[day] for day in rule.weekdays)}"
    if days := say_days(rule):
        each = f"{each} on {days}"
    if rule.months and not is_dated(rule):
        each = f"{each} {'of' if rule.frequency == 'YEARLY' else 'in'} {join(month_names(rule))}"
    return each


def say_days(rule: Rule) -> str:
    """Return the days it falls on: `the 15th and the last day`, `the 3rd Friday`, `27 January`."""
    if is_dated(rule):
        days = [str(day) for day in dates_of(rule)]
        return join(f"{day} {month}" for month in month_names(rule) for day in days)
    if rule.month_days:
        return f"the {join(nth_day(day) for day in dates_of(rule))}"
    if not rule.weekdays:
        return ""
    names = "weekday" if rule.weekdays == WORKDAYS else join((LONG_DAYS[day] for day in rule.weekdays), "or")
    if rule.positions:
        return f"the {join(nth(place) for place in rule.positions)} {names}"
    each = "" if rule.frequency == "WEEKLY" else "each "
    return each + join((LONG_DAYS[day] for day in rule.weekdays), "and" if rule.frequency == "WEEKLY" else "or")


def is_dated(rule: Rule) -> bool:
    """Say whether it falls on dates of the year that stand in every one: 27 January."""
    return rule.frequency == "YEARLY" and bool(rule.months) and bool(rule.month_days) and min(rule.month_days) > 0


def dates_of(rule: Rule) -> Sequence[int]:
    """Return the days of the month as people say them: the last of the days 28 to 31 is the 31st."""
    said = (*rule.month_days[: len(rule.positions) - 1], rule.month_days[-1])
    if rule.positions and said[-1] > SHORTEST_MONTH and month_end_days(said) == (rule.month_days, rule.positions):
        return said
    return rule.month_days


def nth_day(day: int) -> str:
    return "last day" if day == -1 else f"{nth(-day)} last day" if day < 0 else nth(day)


def nth(place: int) -> str:
    return NTH.get(place) or (f"{nth(-place)} last" if place < 0 else f"{place}th")


def month_names(rule: Rule) -> list[str]:
    return [LONG_MONTHS[month - 1] for month in rule.months]


def join(words: Iterable[str], last: str = "and") -> str:
    """Return `Monday, Wednesday and Friday`."""
    *others, end = list(words)
    return f"{', '.join(others)} {last} {end}" if others else end
