"""When a task is due: all day, at a time in a zone, or at a local time wherever one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from datetime import time as Clock
from typing import Literal
from zoneinfo import ZoneInfo

from app.errors import Invalid
from app.translation.speaking import _
from app.zones import is_zone

FIRST_YEAR, LAST_YEAR = 1970, 2200
Kind = Literal["all_day", "timed", "floating"]


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as people say it: a day, perhaps a wall-clock time, perhaps the zone that time is in."""

    date: Day
    time: Clock | None = None
    zone: str | None = None

    @property
    def kind(self) -> Kind:
        return "all_day" if self.time is None else "timed" if self.zone else "floating"

    @property
    def at(self) -> datetime | None:
        """The instant of a timed due date; None for the other kinds.

        A time skipped by a change of clocks moves forward, one that happens twice is the first.
        """
        if self.time is None or self.zone is None:
            return None
        wall = datetime.combine(self.date, self.time, ZoneInfo(self.zone))
        return wall.astimezone(UTC).astimezone(ZoneInfo(self.zone)).astimezone(UTC)

    def latest(self, zone: ZoneInfo) -> datetime:
        """Return the instant from which someone in `zone` is late."""
        if self.at is not None:
            return self.at
        if self.time is not None:
            return datetime.combine(self.date, self.time, zone).astimezone(UTC)
        return datetime.combine(self.date + timedelta(days=1), Clock(), zone).astimezone(UTC)

    def day_in(self, zone: ZoneInfo) -> Day:
        """Return the day this falls on for someone in `zone`."""
        return self.at.astimezone(zone).date() if self.at is not None else self.date

    @property
    def key(self) -> str:
        """The name of this value as people set it: the local day, the clock, the zone."""
        clock = f"T{self.time:%H:%M}" if self.time else ""
        return f"{self.date.isoformat()}{clock}" + (f" {self.zone}" if self.zone else "")

    def as_json(self) -> dict[str, str | None]:
        return {
            "kind": self.kind,
            "date": self.date.isoformat(),
            "time": self.time.strftime("%H:%M") if self.time else None,
            "zone": self.zone,
        }

    @classmethod
    def from_columns(
        cls, due_on: Day | None, due_time: Clock | None, due_at: datetime | None, due_tz: str | None
    ) -> Due | None:
        """Return what the four columns of a task say, or None."""
        if due_at is not None and due_tz is not None:
            wall = due_at.astimezone(ZoneInfo(due_tz))
            return cls(wall.date(), wall.time().replace(tzinfo=None), due_tz)
        return cls(due_on, due_time) if due_on is not None else None

    def columns(self) -> dict[str, Day | Clock | datetime | str | None]:
        """Return the values of a task's due columns; `due_sort` is near enough in every zone to order by."""
        if self.at is not None:
            return {
                "due_on": None,
                "due_time": None,
                "due_at": self.at,
                "due_tz": self.zone,
                "due_sort": self.at,
            }
        end = datetime.combine(self.date, self.time or Clock(23, 59, 59), UTC)
        return {"due_on": self.date, "due_time": self.time, "due_at": None, "due_tz": None, "due_sort": end}


NO_DUE: dict[str, None] = {"due_on": None, "due_time": None, "due_at": None, "due_tz": None, "due_sort": None}


def read_due(day: str, clock: str = "", zone: str = "") -> Due | None:
    """Read the three fields of the due form; `zone` empty means wherever one is. Raises Invalid."""
    if not day.strip():
        if clock.strip():
            raise Invalid({"due": ["Choose a day for this time."]})
        return None
    chosen = read_day(day, "due")
    if not clock.strip():
        return Due(chosen)
    try:
        wall = Clock.fromisoformat(clock.strip())
    except ValueError:
        raise Invalid({"due": [_("“{clock}” is not a time. Write it like 17:00.", clock=clock[:20])]}) from None
    if wall.tzinfo is not None:
        raise Invalid({"due": ["Write the time without a zone, like 17:00."]})
    if zone and not is_zone(zone):
        raise Invalid({"due": [_("“{zone}” is not a time zone Primo knows.", zone=zone[:60])]})
    return Due(chosen, wall.replace(second=0, microsecond=0), zone or None)


def due_from_text(text: str, zone: ZoneInfo) -> Due | None:
    """Read an ISO day, an ISO instant (kept as the wall-clock time in `zone`) or a local time. Raises Invalid."""
    day, mark, clock = text.strip().replace(" ", "T", 1).partition("T")
    if not mark or not day:
        return read_due(day)
    chosen = read_day(day, "due")
    try:
        moment = datetime.combine(chosen, Clock.fromisoformat(clock))
    except ValueError:
        raise Invalid(
            {"due": [_("“{text}” is not a time. Write it like 2026-05-17T17:00:00Z.", text=text[:40])]}
        ) from None
    if moment.tzinfo is None:
        return Due(chosen, moment.time().replace(second=0, microsecond=0))
    wall = moment.astimezone(zone)
    if wall.fold:  # the second of a doubled hour can only be said in a zone that has it once
        wall, zone = moment.astimezone(UTC), ZoneInfo("UTC")
    return read_due(wall.date().isoformat(), wall.strftime("%H:%M"), zone.key)


def read_day(text: str, field: str) -> Day:
    """Read an ISO day between 1970 and 2200, or raise Invalid at `field`."""
    try:
        day = Day.fromisoformat(text.strip())
    except ValueError:
        raise Invalid({field: [_("“{text}” is not a date. Write it like 2026-05-17.", text=text[:20])]}) from None
    check_year(day, field)
    return day


def check_year(day: Day, field: str) -> None:
    """Raise Invalid at `field` for a day before 1970 or after 2200."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        wrong = _("Choose a date between {first_year} and {last_year}.", first_year=FIRST_YEAR, last_year=LAST_YEAR)
        raise Invalid({field: [wrong]})
