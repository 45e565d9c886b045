"""What templates may call: dates as people say them in the viewer's zone, Markdown, amounts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Flask, g
from jinja2 import StrictUndefined
from markupsafe import Markup

from app import wording
from app.attachments.store import is_set_up
from app.comments.reactions import SIGNS
from app.dates import Due
from app.repeats.wording import say_repeat
from app.tasks.columns import cell_fields
from app.tasks.date_words import write_day, write_due
from app.tasks.filter_chips import chips
from app.tasks.filters import GROUPS, SORTS
from app.tasks.repeating.wishes import words_of
from app.translation.speaking import _
from app.web.clock import now
from app.web.markdown import render_markdown
from app.web.sizes import say_size
from app.workspaces import roles


def init_filters(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {
        "SORTS": SORTS,
        "GROUPS": GROUPS,
        "repeat_words": words_of,
        "keeps_files": is_set_up,
        "SIGNS": SIGNS,
        "ROLE_NAMES": roles.NAMES,
        "ROLE_WORDS": roles.INSIDE,
    }
    app.jinja_env.filters |= {
        "size": say_size,
        "due": lambda due: wording.say_due(due, viewer_zone(), now()),
        "due_exactly": lambda due: wording.say_due_exactly(due, viewer_zone()),
        "due_state": due_state,
        "moment": lambda moment: wording.say_moment(moment, viewer_zone(), now()),
        "at_moment": lambda moment: wording.say_at(moment, viewer_zone(), now()),
        "long_day": wording.say_long_day,
        "near_day": lambda day: wording.say_near_day(day, now().astimezone(viewer_zone()).date()),
        "date_words": write_due,
        "day_words": write_day,
        "long_weekday": lambda day: _(wording.LONG_DAYS[day.weekday()]),
        "weekday": lambda day: _(wording.DAYS[day.weekday()]),
        "clock": lambda due: wording.say_clock(due, viewer_zone()),
        "lateness": lambda due, today: wording.say_lateness(due.day_in(viewer_zone()), today),
        "lower_first": lambda text: text[:1].lower() + text[1:],
        "say_repeat": say_repeat,
        "day": lambda day: wording.say_day(day, now().astimezone(viewer_zone()).date()),
        "estimate": wording.say_estimate,
        "count": wording.count,
        "cell_fields": lambda task, key: cell_fields(task, key, viewer_zone().key),
        "chips": lambda filters, directory: chips(filters, g.viewer, directory),
        "combine": lambda values, extra: {**values, **extra},
        "zone_option": lambda name: (name, name.replace("_", " ")),
        "markdown": lambda text: Markup(render_markdown(text)),  # noqa: S704 - sanitised
    }


def viewer_zone() -> ZoneInfo:
    account = g.get("account")
    return account.zone if account else ZoneInfo("UTC")


def due_state(due: Due | None) -> str:
    return wording.due_state(due, viewer_zone(), now())
