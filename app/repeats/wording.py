"""Rules in words, as pages, mails and JSON say them. Read again by the grammar, a sentence gives the same rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.repeats.kept import Kept
from app.repeats.rules import SHORTEST_MONTH, Rule, month_end_days
from app.translation.speaking import _, counted, later
from app.wording import LONG_DAYS, LONG_MONTHS

WORKDAYS = (0, 1, 2, 3, 4)
EVERY = {
    "DAILY": (later("Every day"), later("Every {count} days")),
    "WEEKLY": (later("Every week"), later("Every {count} weeks")),
    "MONTHLY": (later("Every month"), later("Every {count} months")),
    "YEARLY": (later("Every year"), later("Every {count} years")),
}
NTH = {
    1: later("1st"),
    2: later("2nd"),
    3: later("3rd"),
    21: later("21st"),
    22: later("22nd"),
    23: later("23rd"),
    31: later("31st"),
    -1: later("last"),
    -2: later("2nd last"),
    -3: later("3rd last"),
}


def say_repeat(repeat: Kept | Mapping[str, Any]) -> str:
    """Return the whole sentence, without a full stop: `Every 2 weeks on Friday, until 3 May 2027`."""
    kept = repeat if isinstance(repeat, Kept) else Kept.from_json(repeat)
    said = say_rule(kept.rule)
    return _("{often}, counted from completion", often=said) if kept.anchor == "completion" else said


def say_inside(repeat: Kept | Mapping[str, Any]) -> str:
    """Return the same as it stands inside another sentence: `every 2 weeks on Friday`."""
    said = say_repeat(repeat)
    return said[:1].lower() + said[1:]


def phrase_of(kept: Kept) -> str:
    """Return the words that a field shows and the grammar reads: `every! 2 weeks`."""
    every, rest = say_rule(kept.rule).split(" ", 1)
    return f"{every.lower()}{'!' if kept.anchor == 'completion' else ''} {rest}"


def common(day: date) -> list[Rule]:
    """Return the repeats most tasks have, for a task of this day."""
    rules = [Rule("DAILY"), Rule("WEEKLY", weekdays=WORKDAYS), Rule("WEEKLY"), Rule("WEEKLY", 2), Rule("MONTHLY")]
    return [rule.starting(day) for rule in (*rules, Rule("YEARLY"))]


def say_rule(rule: Rule) -> str:
    said = say_rhythm(rule)
    if rule.count:
        return counted("{often} for {number} time", "{often} for {number} times", rule.count, often=said)
    if (end := rule.until) is not None:
        day = _("{day} {month}", day=end.day, month=_(LONG_MONTHS[end.month - 1]))
        return _("{often} until {day} {year}", often=said, day=day, year=end.year)
    return said


def say_rhythm(rule: Rule) -> str:
    """Return how often and on which days, without the end."""
    once, several = EVERY[rule.frequency]
    often = _(once) if rule.interval == 1 else _(several, count=rule.interval)
    if rule.frequency == "WEEKLY" and rule.weekdays and rule.interval == 1:
        return _("Every weekday") if rule.weekdays == WORKDAYS else _("Every {days}", days=join(day_names(rule)))
    often = say_on_days(rule, often)
    if rule.months and not is_dated(rule):
        months = join(month_names(rule))
        if rule.frequency == "YEARLY":
            return _("{often} of {months}", often=often, months=months)
        return _("{often} in {months}", often=often, months=months)
    return often


def say_on_days(rule: Rule, often: str) -> str:
    """Add the days it falls on: `on the 15th and last day`, `on the 3rd Friday`, `on 27 January`."""
    if is_dated(rule):
        names = month_names(rule)
        days = join(_("{day} {month}", day=day, month=name) for name in names for day in dates_of(rule))
        return _("{often} on {days}", often=often, days=days)
    if rule.month_days:
        return _("{often} on the {days}", often=often, days=join(nth_day(day) for day in dates_of(rule)))
    if not rule.weekdays:
        return often
    if rule.positions:
        days = _("weekday") if rule.weekdays == WORKDAYS else either(day_names(rule))
        return _("{often} on the {places} {days}", often=often, places=join(map(nth, rule.positions)), days=days)
    if rule.frequency == "WEEKLY":
        return _("{often} on {days}", often=often, days=join(day_names(rule)))
    return _("{often} on each {days}", often=often, days=either(day_names(rule)))


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
    return _("{place} day", place=nth(day)) if day < 0 else nth(day)


def nth(place: int) -> str:
    if place in NTH:
        return _(NTH[place])
    return _("{nth} last", nth=nth(-place)) if place < 0 else _("{place}th", place=place)


def day_names(rule: Rule) -> list[str]:
    return [_(LONG_DAYS[day]) for day in rule.weekdays]


def month_names(rule: Rule) -> list[str]:
    return [_(LONG_MONTHS[month - 1]) for month in rule.months]


def join(words: Iterable[str]) -> str:
    """Return `Monday, Wednesday and Friday`."""
    *others, end = list(words)
    return _("{words} and {last}", words=", ".join(others), last=end) if others else end


def either(words: Iterable[str]) -> str:
    """Return `Monday, Wednesday or Friday`."""
    *others, end = list(words)
    return _("{words} or {last}", words=", ".join(others), last=end) if others else end
