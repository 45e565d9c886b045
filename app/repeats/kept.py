"""A repeat as a task keeps it: the rule with the zone it is counted in and the day it has come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.dates import Due
from app.repeats.occurrences import Anchor, Repeat, next_day, next_occurrence
from app.repeats.rules import Rule, read_rule


@dataclass(frozen=True, slots=True)
class Kept:
    """The repeat of an open task.

    `slot` is its day by the rule, which stays when the task itself is moved; `zone` counts for due dates without one;
    `with_subtasks` says that each next occurrence gets the subtasks again, open.
    """

    repeat: Repeat
    zone: str
    slot: date
    with_subtasks: bool = False

    @property
    def rule(self) -> Rule:
        return self.repeat.rule

    @property
    def anchor(self) -> Anchor:
        return self.repeat.anchor

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule.text(),
            "start": self.repeat.start.isoformat(),
            "anchor": self.anchor,
            "zone": self.zone,
            "slot": self.slot.isoformat(),
            "with_subtasks": self.with_subtasks,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Kept:
        repeat = Repeat(read_rule(kept["rule"]), date.fromisoformat(kept["start"]), kept["anchor"])
        return cls(repeat, kept["zone"], date.fromisoformat(kept["slot"]), kept["with_subtasks"])

    def following(self, due: Due | None, done: datetime) -> tuple[Due, Kept] | None:
        """Return when the task comes again if this one is finished then, and its repeat from there; None at the end."""
        coming = next_occurrence(self.repeat, due or Due(self.slot), done, ZoneInfo(self.zone), slot=self.slot)
        return (coming, replace(self, slot=coming.date)) if coming else None

    def after_this(self, due: Due | None, now: datetime) -> tuple[Due, Kept] | None:
        """Return what comes after this one if it is left out; counted from completion, that is counted from its day."""
        if self.anchor == "calendar":
            return self.following(due, now)
        due = due or Due(self.slot)
        base = max(due.date, now.astimezone(ZoneInfo(due.zone or self.zone)).date())
        day = next_day(self.rule.starting(base), base, base)
        return (replace(due, date=day), replace(self, slot=day)) if day else None

    def begun_on(self, day: date) -> Kept | None:
        """Return the same repeat from its first day on or after this one; None if it has none."""
        unbounded = replace(self.rule, count=None, interval=1)  # the rhythm begins with its first day
        first = next_day(unbounded, day, day - timedelta(days=1))
        return replace(self, repeat=replace(self.repeat, start=first), slot=first) if first else None
