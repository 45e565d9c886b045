"""What a browser calls itself, in words people know."""

from __future__ import annotations

from app.translation.speaking import _

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
POCKET = {"iPhone", "Android"}


def say_device(user_agent: str) -> str:
    """Return `Firefox on Linux`, or what little can be said."""
    browser, system = find(BROWSERS, user_agent), find(SYSTEMS, user_agent)
    if browser and system:
        return _("{browser} on {system}", browser=browser, system=system)
    return browser or system or _("A browser we do not know")


def name_device(user_agent: str) -> str:
    """Return `Firefox, Linux`: what is kept for readers of any language, such as in the log."""
    return ", ".join(filter(None, (find(BROWSERS, user_agent), find(SYSTEMS, user_agent))))


def is_phone(user_agent: str) -> bool:
    return find(SYSTEMS, user_agent) in POCKET


def find(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
