"""Another day for a due date: each kind stays what it is, also on the days when clocks change."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.dates import Due
from app.tasks.days.moving import moved

BERLIN, NEW_YORK, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("UTC")
DAY = date(2026, 11, 24)


def test_all_day_stays_all_day() -> None:
    assert moved(Due(date(2026, 11, 21)), DAY, BERLIN) == Due(DAY)


def test_a_floating_time_stays_floating() -> None:
    assert moved(Due(date(2026, 11, 21), time(9, 30)), DAY, NEW_YORK) == Due(DAY, time(9, 30))


def test_a_time_keeps_its_zone() -> None:
    assert moved(Due(date(2026, 11, 21), time(9), "Europe/Berlin"), DAY, BERLIN) == Due(DAY, time(9), "Europe/Berlin")


def test_the_day_is_the_one_that_the_viewer_sees() -> None:
    late_in_new_york = Due(date(2026, 11, 20), time(22), "America/New_York")
    assert late_in_new_york.day_in(BERLIN) == date(2026, 11, 21)
    assert moved(late_in_new_york, DAY, BERLIN) == Due(date(2026, 11, 23), time(22), "America/New_York")


def test_a_task_without_a_date_gets_the_whole_day() -> None:
    assert moved(None, DAY, BERLIN) == Due(DAY)


def test_a_wall_clock_time_stays_when_the_clocks_change_between() -> None:
    before = Due(date(2026, 10, 24), time(8), "Europe/Berlin")
    assert moved(before, date(2026, 10, 26), BERLIN) == Due(date(2026, 10, 26), time(8), "Europe/Berlin")


def test_a_time_elsewhere_that_passes_midnight_with_the_clocks_keeps_its_zone() -> None:
    """22:30 in UTC is still the evening in Berlin's winter, and past midnight in its summer."""
    winter = Due(date(2026, 1, 15), time(22, 30), "UTC")
    assert moved(winter, date(2026, 7, 10), BERLIN) == Due(date(2026, 7, 9), time(22, 30), "UTC")


def test_where_a_zone_elsewhere_skips_the_day_the_time_seen_here_stays() -> None:
    """At 22:30 UTC it is 23:30 in Berlin on 28 March, and 0:30 on the 30th a day later: never the 29th."""
    there = moved(Due(date(2026, 3, 27), time(22, 30), "UTC"), date(2026, 3, 29), BERLIN)
    assert there.day_in(BERLIN) == date(2026, 3, 29)
    assert (there.zone, there.time) == ("UTC", time(21, 30))


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, UTC, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Asia/Kolkata")])
@pytest.mark.parametrize("home", ["Europe/Berlin", "America/New_York", "Pacific/Pago_Pago", "UTC", None])
def test_every_day_of_a_year_can_be_reached(zone: ZoneInfo, home: str | None) -> None:
    for clock in (time(0), time(2, 30), time(12), time(23, 59)):
        due = Due(date(2026, 1, 15), clock, home)
        for days in range(365):
            day = date(2026, 1, 1) + timedelta(days=days)
            there = moved(due, day, zone)
            assert (there.day_in(zone), there.kind, there.zone) == (day, due.kind, due.zone)
