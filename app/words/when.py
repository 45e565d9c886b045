"""What a phrase says of the moment something is due: a day, a time, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.words.clocks import PARTS, Clock


@dataclass(frozen=True, slots=True)
class When:
    """A day, a time of day, or both; `whole` says that the time does not matter."""

    day: date | None = None
    clock: Clock | None = None
    whole: bool = False

    @classmethod
    def part(cls, day: date, part: str) -> When:
        return cls(day, Clock(PARTS[part], part=part))

    @classmethod
    def moment(cls, at: datetime) -> When:
        return cls(at.date(), Clock(at.time().replace(second=0, microsecond=0, tzinfo=None)))
