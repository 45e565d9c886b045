"""Upcoming: the viewer's open tasks, day by day for the weeks to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.tasks.conditions import base_parameters
from app.tasks.days.mine import Branch, Pile, late_until, read_piles
from app.tasks.days.spans import monday_of
from app.tasks.expressions import DAY, OPEN
from app.tasks.matching_days import end_of, start_of
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

MOST = 50
LENGTH = timedelta(days=14)
ONE_DAY = timedelta(days=1)
COMING = Branch(
    f"case when {DAY} < %(today)s then 'late' else {DAY}::text end",
    f"{OPEN} and t.due_sort >= %(starts)s and t.due_sort < %(ends)s and {DAY} between %(first)s and %(last)s",
)
LATE = Branch("'late'", f"{OPEN} and t.due_sort < %(today_ends)s and {DAY} < %(today)s")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Two weeks from `first` on, each day with what is due on it; `late` only where they begin today."""

    today: date
    first: date
    days: dict[date, Pile]
    late: Pile
    true_until: datetime | None

    @property
    def next(self) -> date:
        return self.first + LENGTH

    @property
    def is_empty(self) -> bool:
        return not self.late.total and not any(pile.total for pile in self.days.values())

    @property
    def week(self) -> list[date]:
        """The days of the week that is jumped within."""
        monday = monday_of(self.first)
        return [monday + n * ONE_DAY for n in range(7)]

    @property
    def week_after(self) -> date:
        return self.week[-1] + ONE_DAY

    @property
    def before(self) -> date | None:
        """Where the week before begins; none before today."""
        return max(self.week[0] - 7 * ONE_DAY, self.today) if self.first > self.today else None


def read_upcoming(viewer: Viewer, directory: Directory, *, now: datetime, first: date | None = None) -> Upcoming:
    """Return two weeks from `first` (never before today) in one statement."""
    parameters = base_parameters(viewer, now)
    today: date = parameters["today"]
    first = max(first or today, today)
    last = first + LENGTH - ONE_DAY
    parameters |= {
        "most": MOST,
        "first": first,
        "last": last,
        "starts": start_of(first),
        "ends": end_of(last),
        "today_ends": end_of(today),
    }
    piles = read_piles(parameters, [COMING, LATE] if first == today else [COMING], directory)
    days = {day: piles.get(day.isoformat(), Pile()) for day in (first + n * ONE_DAY for n in range(LENGTH.days))}
    ends = late_until(viewer, days[first].rows, now)
    return Upcoming(today, first, days, piles.get("late", Pile()), ends)
