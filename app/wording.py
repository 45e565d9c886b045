"""How dates, times and amounts read in pages: as people say them, in the viewer's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.dates import Due
from app.translation.catalogues import SOURCE
from app.translation.speaking import _, counted, language

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def say_day(day: date, today: date) -> str:
    """Return `Today`, `Tomorrow`, `Yesterday`, else `Fri 15 May`, with the year when it is another."""
    if near := say_near_day(day, today):
        return near
    text = say_short_day(day)
    return text if day.year == today.year else f"{text} {day.year}"


def say_short_day(day: date) -> str:
    """Return `Fri 15 May`."""
    return _("{weekday} {day} {month}", weekday=_(DAYS[day.weekday()]), day=day.day, month=_(MONTHS[day.month - 1]))


def say_near_day(day: date, today: date) -> str:
    """Return `Today`, `Tomorrow`, `Yesterday`, or an empty text."""
    name = NEAR.get((day - today).days)
    return _(name) if name else ""


def say_long_day(day: date) -> str:
    """Return `Tuesday 24 November`."""
    weekday, month = _(LONG_DAYS[day.weekday()]), _(LONG_MONTHS[day.month - 1])
    return _("{long_weekday} {day} {month}", long_weekday=weekday, day=day.day, month=month)


def say_lateness(day: date, today: date) -> str:
    """Return `2 days late`, or `late` where the day has not passed yet."""
    return counted("{number} day late", "{number} days late", (today - day).days) if day < today else _("late")


def say_clock(due: Due, zone: ZoneInfo) -> str:
    """Return the time at which someone in `zone` sees this due, `17:00`, or an empty text."""
    if due.at is not None:
        return f"{due.at.astimezone(zone):%H:%M}"
    return f"{due.time:%H:%M}" if due.time else ""


def say_due(due: Due, zone: ZoneInfo, now: datetime) -> str:
    """Return the due date for a viewer in `zone`: `Tomorrow 17:00`."""
    today = now.astimezone(zone).date()
    return f"{say_day(due.day_in(zone), today)} {say_clock(due, zone)}".rstrip()


def say_written(due: Due, today: date) -> str:
    """Return what a date field understood: `Fri 27 Nov, 17:00`; the day stands there too where it is near."""
    near = say_near_day(due.date, today)
    day = say_short_day(due.date)
    year = "" if due.date.year == today.year else f" {due.date.year}"
    return f"{f'{near}, ' if near else ''}{day}{year}, {f'{due.time:%H:%M}' if due.time else _('all day')}"


def say_due_exactly(due: Due, zone: ZoneInfo) -> str:
    """Return the whole date for a tooltip, with the zone where it differs from the viewer's."""
    text = f"{say_long_day(due.date)} {due.date.year}"
    if due.time:
        text += f", {due.time:%H:%M}"
    if due.zone and due.zone != zone.key:
        text += f" ({due.zone.replace('_', ' ')})"
    return text


def say_at(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a moment to come: `Tomorrow 09:00`."""
    local = moment.astimezone(zone)
    return f"{say_day(local.date(), now.astimezone(zone).date())} {local:%H:%M}"


def due_state(due: Due | None, zone: ZoneInfo, now: datetime) -> str:
    """Return `late`, `soon` (today) or an empty text."""
    if due is None:
        return ""
    if due.latest(zone) <= now:
        return "late"
    return "soon" if due.day_in(zone) == now.astimezone(zone).date() else ""


def say_moment(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return when something happened: `just now`, `5 minutes ago`, `16:20`, `yesterday 16:20`, `4 May`."""
    ago = now - moment
    if timedelta() <= ago < timedelta(minutes=1):
        return _("just now")
    if timedelta() <= ago < timedelta(hours=1):
        minutes = ago // timedelta(minutes=1)
        return counted("{number} minute ago", "{number} minutes ago", minutes)
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return _("yesterday {time}", time=f"{local:%H:%M}")
    text = _("{day} {month}", day=local.day, month=_(MONTHS[local.month - 1]))
    return text if local.year == today.year else f"{text} {local.year}"


def say_estimate(minutes: int) -> str:
    """Return `45m`, `2h` or `1h 30m`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours}h" if hours else "", f"{rest}m" if rest else "") if part)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 task`, `2 tasks`."""
    many = many or f"{one}s"
    if language() != SOURCE:
        return counted(f"{{number}} {one}", f"{{number}} {many}", number)
    return f"{number:,} {one if number == 1 else many}"
