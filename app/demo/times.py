"""Days ago as moments of a working day, and days ahead as due dates, around the day the demo is made on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from datetime import time as Clock
from zlib import crc32
from zoneinfo import ZoneInfo

from app.dates import Due

MORNING, NOON, AFTERNOON = 9, 12, 15


@dataclass(frozen=True)
class Times:
    """The calendar of the demo's owner."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> Day:
        return self.now.astimezone(self.zone).date()

    def ago(self, days: float, hour: int, salt: str) -> datetime:
        """Return a moment on the working day so many days ago; it is the same for the same salt, never to come."""
        day = self.today - timedelta(days=int(days))
        day -= timedelta(days=max(0, day.weekday() - 4))
        minutes = hour * 60 + crc32(salt.encode()) % 150 + round(days % 1 * 90)
        at = datetime.combine(day, Clock(), self.zone) + timedelta(minutes=minutes)
        return min(at.astimezone(UTC), self.now)

    def ahead(self, days: int) -> Day:
        """Return the day in so many days, a working day if it is not near."""
        day = self.today + timedelta(days=days)
        return day + timedelta(days=7 - day.weekday() if days > 1 and day.weekday() > 4 else 0)

    def due(self, words: str) -> Due | None:
        """Read `3`, `3 17:00` or `3 17:00 zone`."""
        if not words:
            return None
        days, _, rest = words.partition(" ")
        clock, _, zone = rest.partition(" ")
        return Due(
            self.ahead(int(days)), Clock.fromisoformat(clock) if clock else None, self.zone.key if zone else None
        )
