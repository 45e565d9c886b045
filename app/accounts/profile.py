"""What people say about themselves: their name, and how Primo looks and reads to them."""

from __future__ import annotations

from app.accounts.models import THEMES, User
from app.accounts.sign_up import read_person_name
from app.errors import Invalid
from app.projects.inboxes import name_inboxes
from app.tasks.reminding.scheduling import look_early
from app.translation.speaking import _, is_spoken
from app.workspaces.belonging import list_workspace_ids, tell_workspaces
from app.zones import is_zone

LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"), ("pt", "Português"))
"""In which quick add and date fields read words; pages follow where there is a whole translation."""

DATE_ORDERS = ("", "dmy", "mdy")
"""As is usual where one lives, the day first, the month first."""


def say_language(language: str, name: str) -> str:
    """Return what the list of languages says: one that pages are not shown in is named as what it is."""
    return name if is_spoken(language) else _("{language}: only the words of quick add and dates", language=name)


def change_profile(
    user: User,
    *,
    name: str,
    time_zone: str,
    language: str,
    sunday_first: bool | None = None,
    date_order: str | None = None,
) -> None:
    """Set what the profile form holds, or raise Invalid with every fault at its field."""
    errors: dict[str, list[str]] = {}
    clean_name = user.name
    try:
        clean_name = read_person_name(name)
    except Invalid as fault:
        errors |= fault.errors
    if not is_zone(time_zone):
        errors["time_zone"] = ["Choose a time zone of the list."]
    if language not in dict(LANGUAGES):
        errors["language"] = ["Choose a language of the list."]
    if date_order not in (None, *DATE_ORDERS):
        errors["date_order"] = ["Choose one of the three."]
    if errors:
        raise Invalid(errors)
    if clean_name != user.name:
        tell_workspaces(user, before={"name": user.name}, after={"name": clean_name})
    if time_zone != user.time_zone:
        for workspace_id in list_workspace_ids([user.id]):
            look_early(user.id, workspace_id)
    if language != user.language:
        name_inboxes(user.id, language)
    user.sunday_first = user.sunday_first if sunday_first is None else sunday_first
    user.date_order = user.date_order if date_order is None else date_order
    user.name, user.time_zone, user.language = clean_name, time_zone, language


def change_theme(user: User, theme: str) -> None:
    if theme not in THEMES:
        raise Invalid({"theme": ["Choose one of the three."]})
    user.theme = theme


def change_single_keys(user: User, on: bool) -> None:
    """Let single letters act on pages, or not: some people's software types them without meaning to."""
    user.single_keys = on
