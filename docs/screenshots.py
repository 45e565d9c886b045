"""Takes the pictures in docs/shots from a running Primo that holds the demo.

    make run            # in one terminal
    make demo           # in another
    .venv/bin/python docs/screenshots.py [http://localhost:8000] [name of one picture …]

Needs the tools of the tests: `make check` installs them. What it changes in the demo it takes back.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.demo.people import OWNER, PASSWORD  # noqa: E402 - the checkout must be on the path first
from tests.browser.chromium import launch_options  # noqa: E402

SHOTS = ROOT / "docs" / "shots"
COLLEAGUE = "jonas@primo.example.com"
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LOOKS = (("light", DESK), ("dark", DESK | {"color_scheme": "dark"}), ("phone", PHONE))
LIST = "projects/WEB"
WEEK = f"{datetime.now(UTC):%G-W%V}"
OPENED = "Move the pricing page to the new layout"
PAGES = {
    "list": LIST,
    "board": f"{LIST}/board",
    "calendar-month": f"{LIST}/calendar",
    "calendar-week": f"{LIST}/calendar?week={WEEK}",
    "table": f"{LIST}/table",
    "builder": f"{LIST}/filter?filter=-label:design+(priority:high,urgent+or+due:<7d)+-start:>today",
    "today": "today",
    "upcoming": "upcoming",
    "my-work": "my-work",
    "history": "history",
    "overview": "overview",
    "updates": "updates",
}


class Visit:
    """One person at one browser, in the workspace of the demo."""

    def __init__(self, context: BrowserContext, email: str) -> None:
        self.context = context
        self.page = context.new_page()
        self.page.goto("/sign-in")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(re.compile(r"/[a-z-]+/(?!sign)"))

    def open(self, path: str) -> Page:
        """Go to a path of the workspace, and wait until the page listens to what others do."""
        answer = self.page.goto(f"/harbour-studio/{path}")
        if answer and not answer.ok:
            sys.exit(f"{answer.url} answers {answer.status}")
        self.page.wait_for_timeout(700)
        return self.page


def task(me: Visit, _other: Visit) -> None:
    page = me.open(LIST)
    page.goto(f"/harbour-studio/tasks/{ref_of(page, OPENED)}")


def panel(me: Visit, _other: Visit) -> None:
    page = me.open(LIST)
    me.open(f"{LIST}?open={ref_of(page, OPENED)}")


def palette(me: Visit, _other: Visit) -> None:
    page = me.open(LIST)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search and commands").fill("pri")


def quick_add(me: Visit, _other: Visit) -> None:
    field = me.open(LIST).get_by_label("New task", exact=True)
    field.press_sequentially("Send the proofs to print tomorrow 5pm @design +jonas !high every 3 working days")
    me.page.locator(".quick-add__read .meta").nth(4).wait_for()


def quick_add_names(me: Visit, _other: Visit) -> None:
    field = me.open(LIST).get_by_label("New task", exact=True)
    field.press_sequentially("Send the proofs to print #")
    me.page.get_by_role("option").first.wait_for()


def filter_names(me: Visit, _other: Visit) -> None:
    field = me.open("tasks").get_by_label("Search and filter").first
    field.press_sequentially("is:open assignee:")
    me.page.get_by_role("option").first.wait_for()


def date(me: Visit, _other: Visit) -> None:
    task(me, me)
    me.page.locator("[data-pick=due]:visible").first.click()
    me.page.locator("#picker input[name=due_words]").fill("fri 17:00")


def not_typed(me: Visit) -> None:
    me.page.get_by_label("New task", exact=True).fill("")


def shortcuts(me: Visit, _other: Visit) -> None:
    me.open(LIST).keyboard.press("?")


def bulk(me: Visit, _other: Visit) -> None:
    page = me.open(LIST)
    for key in ("j", "j", "x", "Shift+ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)


def undo(me: Visit, _other: Visit) -> None:
    """Complete a task; the toast is on the picture, and its button is pressed when the picture is taken."""
    me.open(LIST).get_by_role("button", name="Complete “Publish the weekly changelog”").click()


def undone(me: Visit) -> None:
    me.page.locator(".toast").get_by_role("button", name="Undo").click()
    me.page.get_by_role("button", name="Complete “Publish the weekly changelog”").wait_for()


def live(me: Visit, other: Visit) -> None:
    """Somebody else is on the task, and has just renamed another one."""
    page = me.open(LIST)
    opened = ref_of(page, OPENED)
    me.open(f"{LIST}?open={opened}" if page.evaluate("innerWidth > 768") else LIST)
    rename(other, "Alt text for all team photos", "Alt text for all the team photos")
    page.get_by_text("Alt text for all the team photos").wait_for()
    other.open(f"tasks/{opened}")
    page.get_by_text("Alt text for all the team photos").scroll_into_view_if_needed()


def live_again(_me: Visit, other: Visit) -> None:
    rename(other, "Alt text for all the team photos", "Alt text for all team photos")


def conflict(me: Visit, other: Visit) -> None:
    """Two people write in one title."""
    ref = ref_of(me.open(LIST), "Alt text for all team photos")
    page = me.open(f"tasks/{ref}")
    page.get_by_label("Title", exact=True).fill("Alt text for the photos of the team")
    theirs = other.open(f"tasks/{ref}").get_by_label("Title", exact=True)
    theirs.fill("Alt text for every photo")
    theirs.press("Enter")
    other.page.get_by_role("heading", level=1, name="Alt text for every photo").wait_for()
    page.get_by_label("Title", exact=True).press("Enter")


def settled(me: Visit, other: Visit) -> None:
    me.page.get_by_role("button", name="Keep this").click()
    me.page.get_by_label("Title", exact=True).wait_for()
    rename(other, "Alt text for every photo", "Alt text for all team photos")


def offline(me: Visit, _other: Visit) -> None:
    page = me.open(LIST)
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.reload()
    page.wait_for_timeout(500)
    page.get_by_label("New task", exact=True).fill("Ask the printer for a second proof")
    me.context.set_offline(offline=True)
    page.wait_for_timeout(700)
    page.goto("/harbour-studio/overview")


def online(me: Visit) -> None:
    me.page.evaluate("localStorage.clear()")
    me.context.set_offline(offline=False)
    me.page.wait_for_timeout(700)


DRAWN = (task, panel, palette, quick_add, quick_add_names, filter_names, date, shortcuts, bulk, undo, live, conflict)
SCENES = {scene.__name__.replace("_", "-"): scene for scene in (*DRAWN, offline)}
AFTER: dict[str, Callable[[Visit, Visit], None]] = {
    "quick-add": lambda me, _: not_typed(me),
    "quick-add-names": lambda me, _: not_typed(me),
    "undo": lambda me, _: undone(me),
    "live": live_again,
    "conflict": settled,
    "offline": lambda me, _: online(me),
}


def ref_of(page: Page, title: str) -> str:
    found = page.locator("[data-task]", has_text=title).first.get_attribute("data-task")
    return found or sys.exit(f"The demo has no task “{title}”.")


def rename(who: Visit, title: str, name: str) -> None:
    ref = ref_of(who.open(LIST), title)
    field = who.open(f"tasks/{ref}").get_by_label("Title", exact=True)
    field.fill(name)
    field.press("Enter")
    who.page.get_by_role("heading", level=1, name=name).wait_for()


def main(address: str, names: list[str]) -> None:
    SHOTS.mkdir(exist_ok=True)
    options = launch_options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        for look, device in LOOKS:
            shoot_all(browser, address, look, device, names or ["sign-in", *PAGES, *SCENES])
        browser.close()


def shoot_all(browser: Browser, address: str, look: str, device: dict[str, Any], names: list[str]) -> None:
    """Take every picture once, as somebody with this look sees it."""
    usual: dict[str, Any] = {"base_url": address, "timezone_id": OWNER.zone, "reduced_motion": "reduce"}
    if "sign-in" in names:
        page = browser.new_context(**usual, **device).new_page()
        page.goto("/sign-in")
        shoot(page, "sign-in", look)
        page.context.close()
    me, other = (Visit(browser.new_context(**usual, **device), who) for who in (OWNER.email, COLLEAGUE))
    for name in names:
        if name in PAGES:
            shoot(me.open(PAGES[name]), name, look)
        elif name in SCENES:
            SCENES[name](me, other)
            me.page.wait_for_timeout(700)
            shoot(me.page, name, look)
            AFTER.get(name, lambda _me, _other: None)(me, other)
    for who in (me, other):
        who.context.close()


def shoot(page: Page, name: str, look: str) -> None:
    page.screenshot(path=SHOTS / f"{name}-{look}.png")


if __name__ == "__main__":
    given = sys.argv[1:] or ["http://localhost:8000"]
    main(given[0].rstrip("/"), given[1:])
