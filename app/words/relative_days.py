"""Days counted from today: tomorrow, in 3 days, next week, end of month, this weekend, a week from friday."""

from __future__ import annotations

from datetime import date, timedelta

from app.dates import LAST_YEAR
from app.translation.speaking import _
from app.words.amounts import Amount, add_months, amount
from app.words.cursor import Cursor, Found, Refused
from app.words.weekdays import coming_weekday, days_later, monday_of, weekday, weekday_of_week
from app.words.when import When
from app.words.written_dates import exact_date, month_name, year

TOO_FAR = "Choose a date before the year {year}."
WHICH_WEEK = "The coming one, or later? Write the day, or for example “a week from friday”."
NO_DAY = "Which day? Write for example “friday” or “end of month”."
LENGTHS = {"month": 1, "quarter": 3, "year": 12}
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6

Day = Found[When | Refused]


def too_far() -> str:
    return _(TOO_FAR, year=str(LAST_YEAR + 1))


def on(day: date, end: int) -> Day:
    return Found(When(day), end)


def named_day(c: Cursor, at: int) -> Day | None:
    """Read today, tomorrow, the day after tomorrow, today week."""
    found = c.take(at, "offset")
    if not found:
        return None
    week = days_later(c, found.end)
    days = found.value + (week.value if week else 0)
    return on(c.writer.today + timedelta(days=days), week.end if week else found.end)


def end_of_day(c: Cursor, at: int) -> Day | None:
    """Read eod, end of day: the whole of the day said beside it, or of today."""
    found = c.take(at, "day_end")
    return Found(When(whole=True), found.end) if found else None


def part_of_today(c: Cursor, at: int) -> Day | None:
    """Read tonight, this evening."""
    found = c.take(at, "part_today")
    return Found(When.part(c.writer.today, found.value), found.end) if found else None


def weekend(c: Cursor, at: int) -> Day | None:
    """Read this weekend (its Saturday, or today if it has begun) and next weekend."""
    today = c.writer.today
    if found := c.take(at, "weekend"):
        saturday = monday_of(today) + timedelta(days=SATURDAY)
        return on(
            today if found.value == 0 and today > saturday else saturday + timedelta(weeks=found.value), found.end
        )
    return None


def counted(c: Cursor, at: int) -> Day | None:
    """Read in 3 days, in 2 hours, 3 days from now."""
    lead = c.take(at, "in")
    length = amount(c, lead.end if lead else at)
    if not length:
        return None
    if lead:
        end = c.skip(length.end, "in_after")
        return in_that_week(c, length.value, end) or Found(later(c, length.value), end)
    if after := c.take(length.end, "from_now"):
        return Found(later(c, length.value), after.end)
    is_weeks = length.value.days and length.value.days % 7 == 0
    named = weekday(c, c.skip(length.end, "on")) if is_weeks and not (at and c.has(at - 1, "for")) else None
    if named:
        return Found(Refused(WHICH_WEEK), named.end, named.evidence)
    if (of := c.take(length.end, "counted_from")) and not length.value.minutes:
        base = c.take(of.end, "offset") or weekday(c, of.end)
        if base:
            today = c.writer.today
            is_offset = c.has(of.end, "offset")
            day = today + timedelta(days=base.value) if is_offset else coming_weekday(today, base.value)
            return Found(later(c, length.value, day), base.end)
    return None


def in_that_week(c: Cursor, length: Amount, at: int) -> Day | None:
    """Read `on monday` behind `in 2 weeks`."""
    on_day = c.take(at, "on", "due")
    named = c.closed(weekday(c, on_day.end)) if on_day else None
    week = later(c, length)
    if not named or not length.days or length.days % 7 or not isinstance(week, When) or week.day is None:
        return None
    return on(monday_of(week.day) + timedelta(days=named.value), named.end)


def later(c: Cursor, length: Amount, base: date | None = None) -> When | Refused:
    """Return the day, or for minutes and hours the moment, this long after today or another day."""
    try:
        if length.minutes:
            moment = (c.writer.now + timedelta(minutes=length.minutes)).astimezone(c.writer.zone)
            return When.moment(moment) if moment.year <= LAST_YEAR else Refused(too_far())
        day = length.after(base or c.writer.today)
    except (OverflowError, ValueError):
        return Refused(too_far())
    return When(day) if day.year <= LAST_YEAR else Refused(too_far())


def next_period(c: Cursor, at: int) -> Day | None:
    """Read next week (its Monday), next month (its first day), next week friday."""
    lead = c.take(at, "next", "coming")
    unit = c.take(lead.end if lead else c.skip(at, "article"), "unit")
    if not unit or unit.value not in ("week", *LENGTHS):
        return None
    after = c.take(unit.end, "next_after")
    if not lead and not after:
        return None
    end = after.end if after else unit.end
    if unit.value != "week":
        return on(first_of_next(c.writer.today, LENGTHS[unit.value]), end)
    named = c.closed(weekday(c, c.skip(end, "due", "on")))
    return on(weekday_of_week(c.writer.today, named.value if named else 0, 1), named.end if named else end)


def first_of_next(today: date, months: int) -> date:
    """Return the first day of the next month, quarter or year."""
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    return add_months(first, months)


def this_period(c: Cursor, at: int) -> Day | None:
    """Refuse this week, this month, the start of the week: no day is said."""
    start = c.skip(at, "this", "start_of")
    unit = c.take(c.skip(start, "article"), "unit") if start > at else None
    if not unit or unit.value not in ("week", *LENGTHS):
        return None
    return Found(Refused(NO_DAY), unit.end)


def vague(c: Cursor, at: int) -> Day | None:
    """Refuse in a few days, in May, October 2027, sometime next week."""
    whole = month_name(c, at)
    said = year(c, whole.end) if whole else None
    if said and len(c.digits(said.end - 1)) == 4:
        return Found(Refused("Which day of that month?"), said.end, "after")
    vaguely = c.take(at, "vaguely")
    if vaguely and (period := next_period(c, vaguely.end) or this_period(c, vaguely.end)):
        return Found(Refused(NO_DAY), period.end)
    lead = c.take(at, "in", "next", "in_month")
    if not lead:
        return None
    if few := c.take(lead.end, "few"):
        unit = c.take(few.end, "unit")
        return Found(Refused("How many? Write for example “in 3 days”."), unit.end) if unit else None
    month = c.take(lead.end, "month", "month_maybe")
    return Found(Refused("Which day of that month?"), month.end, "after") if month else None


def end_of_period(c: Cursor, at: int) -> Day | None:
    """Read end of month, end of next week, eow; a week ends on its Friday, or on Sunday once that has gone."""
    if short := c.take(at, "end_short"):
        return on(last_of(c.writer.today, short.value, 0), short.end)
    lead = c.take(at, "end_of")
    if not lead:
        return None
    if last := last_of_month(c, lead.end):
        return Found(When(last.value) if isinstance(last.value, date) else last.value, last.end)
    is_next = c.take(lead.end, "next")
    unit = c.take(is_next.end if is_next else c.skip(lead.end, "this", "article"), "unit")
    if not unit or unit.value not in ("week", *LENGTHS):
        return None
    after = c.take(unit.end, "next_after")
    return on(last_of(c.writer.today, unit.value, int(bool(is_next or after))), after.end if after else unit.end)


def last_of_month(c: Cursor, at: int) -> Found[date | Refused] | None:
    """Read june or dec 2027 as the last day of that month."""
    month = month_name(c, at)
    if not month:
        return None
    said = year(c, month.end)
    first = exact_date(said.value if said else coming_year(c.writer.today, month.value), month.value, 1)
    last = add_months(first, 1) - timedelta(days=1) if isinstance(first, date) else first
    return Found(last, said.end if said else month.end)


def coming_year(today: date, month: int) -> int:
    return today.year + (month < today.month)


def last_of(today: date, period: str, later: int) -> date:
    if period == "week":
        friday = monday_of(today) + timedelta(days=FRIDAY, weeks=later)
        return friday if friday >= today else monday_of(today) + timedelta(days=SUNDAY)
    first = first_of_next(today, LENGTHS[period])
    return add_months(first, later * LENGTHS[period]) - timedelta(days=1)


def start_of_next(c: Cursor, at: int) -> Day | None:
    """Read beginning of next week, first of next month, start of june; refuse start of the week."""
    lead = c.take(at, "start_of")
    if not lead:
        return None
    if month := month_name(c, lead.end):
        first = date(coming_year(c.writer.today, month.value), month.value, 1)
        return on(first if first >= c.writer.today else add_months(first, 12), month.end)
    return next_period(c, lead.end) or this_period(c, at)
