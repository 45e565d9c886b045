"""A repeat rule: the part of RFC 5545 that tasks use, read from its text and written to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: tuple[Frequency, ...] = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_INTERVAL = 999
MOST_TIMES = 999
"""So that the day a repeat has come to is soon counted, however often it is asked for."""
SHORTEST_MONTH = 28
LISTS = {
    "BYMONTH": ("months", range(1, 13)),
    "BYMONTHDAY": ("month_days", range(-31, 32)),
    "BYSETPOS": ("positions", range(-366, 367)),
}
UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9]{6}Z?)?")
FIRST_YEAR = 1900
DAYS_OF_MONTHS = (31, 29, *(31, 30) * 2, 31, *(31, 30) * 2, 31)


class NotARule(ValueError):
    """This text is no rule that Primo keeps; the argument says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How often, and on which days; `until` is the last day, in the zone of the task."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    def __str__(self) -> str:
        return self.text()

    def text(self, *, timed: bool = False) -> str:
        """Return the RRULE; with a time of day, the last day counts to its last second."""
        parts: list[tuple[str, object]] = [("FREQ", self.frequency)]
        parts += [("INTERVAL", self.interval)] if self.interval > 1 else []
        parts += [("COUNT", self.count)] if self.count else []
        parts += [("UNTIL", f"{self.until:%Y%m%d}{'T235959' if timed else ''}")] if self.until else []
        for name, values in (
            ("BYMONTH", self.months),
            ("BYMONTHDAY", self.month_days),
            ("BYDAY", tuple(WEEKDAYS[day] for day in self.weekdays)),
            ("BYSETPOS", self.positions),
        ):
            parts += [(name, ",".join(map(str, values)))] if values else []
        return ";".join(f"{name}={value}" for name, value in parts)

    @property
    def names_its_days(self) -> bool:
        """Whether the rule says on which days it falls, and does not take them from its start."""
        if self.frequency == "YEARLY":
            return bool(self.months and (self.month_days or self.weekdays))
        return self.frequency == "DAILY" or bool(self.month_days or self.weekdays)

    def starting(self, day: date) -> Rule:
        """Return the rule with the days named that it would take from this start, month ends kept in short months."""
        if self.names_its_days:
            return self
        if self.frequency == "WEEKLY":
            return replace(self, weekdays=(day.weekday(),))
        days, positions = month_end_days((day.day,)) if (day.month == 2 or not self.is_yearly) else ((day.day,), ())
        months = self.months or ((day.month,) if self.is_yearly else ())
        return replace(self, months=months, month_days=days, positions=positions)

    @property
    def is_yearly(self) -> bool:
        return self.frequency == "YEARLY"


def month_end_days(days: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return BYMONTHDAY and BYSETPOS for days of the month of which one, past the 28th, may be missing.

    RFC 5545 would skip a short month; here its last day stands in: the 31st is the last of the days 28 to 31.
    """
    late = [day for day in days if day > SHORTEST_MONTH]
    early = sorted(day for day in days if 0 < day <= SHORTEST_MONTH)
    last = [day for day in days if day < 0]
    if not late:
        return (*early, *last), ()
    if len(late) > 1 or last:
        raise NotARule("Choose one of the 29th, 30th, 31st and the last day.")
    reach = range(SHORTEST_MONTH, late[0] + 1)
    both = tuple(sorted({*early, *reach}))
    return both, (*(index + 1 for index in range(len(early))), -1)


def read_rule(text: str) -> Rule:
    """Read an RRULE, with or without its name; raises NotARule."""
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, sign, value = part.partition("=")
        if not sign or name in parts:
            raise NotARule(f"“{part[:40]}” is not part of a rule.")
        parts[name] = value
    frequency = next((one for one in FREQUENCIES if one == parts.get("FREQ")), None)
    if frequency is None:
        raise NotARule("A rule repeats by days, weeks, months or years.")
    if unknown := set(parts) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", *LISTS}:
        raise NotARule(f"Primo does not keep rules with {sorted(unknown)[0][:20]}.")
    if parts.get("WKST", "MO") != "MO":
        raise NotARule("Weeks begin on Monday here.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise NotARule("A rule ends after a number of times or on a day, not both.")
    rule = Rule(
        frequency,
        interval=read_number(parts.get("INTERVAL", "1"), range(1, LONGEST_INTERVAL + 1)),
        count=read_number(parts["COUNT"], range(1, MOST_TIMES + 1)) if "COUNT" in parts else None,
        until=read_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        weekdays=tuple(dict.fromkeys(map(read_weekday, parts["BYDAY"].split(",")))) if "BYDAY" in parts else (),
        **{
            field: tuple(dict.fromkeys(read_number(value, allowed) for value in parts[name].split(",")))
            for name, (field, allowed) in LISTS.items()
            if name in parts
        },
    )
    refuse_fruitless(rule)
    return rule


def refuse_fruitless(rule: Rule) -> None:
    """Raise NotARule for what would be looked for day after day through the centuries, and perhaps never found."""
    if rule.frequency in ("DAILY", "WEEKLY") and (rule.months or rule.month_days or rule.positions):
        raise NotARule("Days and weeks repeat on weekdays; for days of a month repeat by months or years.")
    longest = max(DAYS_OF_MONTHS[month - 1] for month in rule.months or (1,))
    if rule.month_days and min(map(abs, rule.month_days)) > longest:
        raise NotARule("There is no such day.")
    in_month = min(31, len(rule.month_days) or 31, 5 * len(rule.weekdays) or 31)
    if rule.positions and max(map(abs, rule.positions)) > in_month * (len(rule.months) or 12 if rule.is_yearly else 1):
        raise NotARule("There is no such place among the days of a month or a year.")


def read_number(text: str, allowed: range) -> int:
    digits = text.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 4 or int(text) not in allowed or int(text) == 0:
        raise NotARule(f"“{text[:20]}” is not a number between {allowed[0]} and {allowed[-1]}.")
    return int(text)


def read_weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise NotARule(f"“{text[:20]}” is not a weekday such as MO.")
    return WEEKDAYS.index(text)


def read_until(text: str) -> date:
    match = UNTIL.fullmatch(text)
    try:
        if match and int(match[1]) >= FIRST_YEAR:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise NotARule(f"“{text[:20]}” is not a day such as 20261231.")
