"""A reminder's moment over zones and changes of clocks: skipped hours move forward, doubled ones take the first."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.dates import Due
from app.reminders.moments import basis_of, instant_of
from app.words.reminders import Reminder as Moment
from app.zones import zone_info

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Beirut",
    "Asia/Gaza",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Lagos",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/London",
    "Atlantic/Azores",
    "America/Nuuk",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Havana",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Easter",
    "Pacific/Niue",
    "UTC",
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "due", "here", "expected"),
    [
        (Moment(minutes=30), Due(date(2027, 6, 10), time(17), "Europe/Berlin"), "Asia/Tokyo", "2027-06-10 14:30"),
        (Moment(minutes=30), Due(date(2027, 6, 10), time(17)), "Asia/Tokyo", "2027-06-10 07:30"),
        (Moment(minutes=30), Due(date(2027, 6, 10)), "Europe/Berlin", "2027-06-10 06:30"),  # from nine o'clock
        (Moment(days=1), Due(date(2027, 6, 10)), "Europe/Berlin", "2027-06-09 07:00"),
        (Moment(days=1), Due(date(2027, 6, 10), time(17), "Europe/Berlin"), "Asia/Tokyo", "2027-06-09 15:00"),
        (
            Moment(days=1, time=time(8)),
            Due(date(2027, 6, 10), time(17), "Europe/Berlin"),
            "Asia/Tokyo",
            "2027-06-09 23:00",
        ),
        (Moment(time=time(9)), Due(date(2027, 6, 10)), "America/New_York", "2027-06-10 13:00"),
        (Moment(), Due(date(2027, 6, 10), time(17)), "UTC", "2027-06-10 17:00"),
        # A day before a time is that time of the day before, also over a change of clocks; hours are hours.
        (Moment(days=1), Due(date(2027, 3, 28), time(12), "Europe/Berlin"), "UTC", "2027-03-27 11:00"),
        (Moment(minutes=1440), Due(date(2027, 3, 28), time(12), "Europe/Berlin"), "UTC", "2027-03-27 10:00"),
        # 02:30 is skipped in March and comes twice in October.
        (Moment(time=time(2, 30)), Due(date(2027, 3, 28)), "Europe/Berlin", "2027-03-28 01:30"),
        (Moment(time=time(2, 30)), Due(date(2027, 10, 31)), "Europe/Berlin", "2027-10-31 00:30"),
        (Moment(day=date(2027, 3, 28), time=time(2, 30)), None, "Asia/Tokyo", "2027-03-28 01:30"),
        (Moment(minutes=30), None, "UTC", None),
    ],
)
def test_the_moment_is_that_of_the_wall_clock(moment: Moment, due: Due | None, here: str, expected: str | None) -> None:
    zone = "Europe/Berlin" if moment.day else None
    assert instant_of(moment, due, None, zone_info(here), zone=zone) == (at(expected) if expected else None)


def test_the_start_has_a_morning_too() -> None:
    start = date(2027, 6, 10)
    assert instant_of(Moment(days=2, of="start"), None, start, BERLIN) == at("2027-06-08 07:00")
    assert instant_of(Moment(days=2, of="start"), None, None, BERLIN) is None


def test_what_a_moment_counts_from_has_a_name() -> None:
    due = Due(date(2027, 6, 10), time(17), "UTC")
    assert basis_of(Moment(minutes=30), due, None) == "2027-06-10T17:00 UTC"
    assert basis_of(Moment(days=1, of="start"), due, date(2027, 6, 1)) == "2027-06-01"


@pytest.mark.parametrize("name", ZONES)
def test_a_daily_moment_comes_once_a_day_and_never_early(name: str) -> None:
    """On every day of a year, also at the hours that clocks change: at that time or, where it is skipped, later."""
    zone = zone_info(name)
    for clock in (time(0), time(0, 30), time(2, 30), time(9), time(23, 45)):
        before = None
        for number in range(366):
            day = date(2027, 1, 1) + timedelta(days=number)
            instant = instant_of(Moment(time=clock), Due(day), None, zone)
            assert instant is not None
            assert before is None or instant > before
            before, wall = instant, instant.astimezone(zone)
            assert wall.date() >= day
            if (wall.date(), wall.time()) != (day, clock):  # the clocks skip it
                jump = wall.replace(tzinfo=None) - datetime.combine(day, clock)
                assert timedelta() < jump <= timedelta(hours=24)
            assert wall.fold == 0
