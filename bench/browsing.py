"""A person at a real Chromium: how long from a click to what it shows, and from an address to the first task."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench.seeding import Place
from tests.browser.chromium import launch_options

WATCH = Path(__file__).with_name("watch.js").read_text()
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
REST, SETTLED = 250, 1000  # ms after each action, and after a page was opened: its live line never falls silent
RESTS, HOLDS = 100, 50  # ms the pointer rests on a thing before the press, and ms between press and release
WARMING = 3  # visits that are not counted: each process of the server makes its first page


@dataclass(frozen=True, slots=True)
class Look:
    """What one kind of action took: milliseconds each time, and the goals for the median and the 95th percentile."""

    name: str
    line: str
    samples: list[float]
    median_goal: float | None
    p95_goal: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        ordered = sorted(self.samples)
        return ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in, on a fast or a slow line; every action opens the list anew where it runs out of tasks."""

    browser: Browser
    address: str
    place: Place
    is_slow: bool

    @property
    def line(self) -> str:
        return "1.6 Mbit/s, 150 ms, CPU ÷ 4" if self.is_slow else "local"

    @property
    def path(self) -> str:
        return f"{self.address}/{self.place.slug}/projects/{self.place.key}"

    @contextmanager
    def page(self) -> Iterator[Page]:
        """Open an empty page with an empty cache."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "primo_session", "value": self.place.token, "url": self.address}])
        context.add_init_script(WATCH)
        page = context.new_page()
        if self.is_slow:
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.send("Network.emulateNetworkConditions", LINE)
            wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        yield page
        context.close()


def look(
    address: str,
    place: Place,
    samples: int,
    measure: Callable[[Visitor, int], Iterator[Look]],
    *,
    is_local: bool = False,
) -> list[Look]:
    """Measure what `measure_visits` or `measure_actions` does on a fast line, and a quarter as often on a slow one."""
    options = launch_options()  # looks for a browser with a Playwright of its own
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        looks = [
            look
            for is_slow in ((False,) if is_local else (False, True))
            for look in measure(Visitor(browser, address, place, is_slow), max(samples // 4, 2) if is_slow else samples)
        ]
        browser.close()
    return looks


def measure_visits(visitor: Visitor, samples: int) -> Iterator[Look]:
    """Open the list for the first time, so many times on a slow line and a quarter as often on a fast one."""
    turns = range(WARMING + (samples if visitor.is_slow else max(samples // 4, 2)))
    steps = [visit(visitor) for _ in turns][WARMING:]
    goals = {"a task is drawn": 800 if visitor.is_slow else 200}
    for name in steps[0]:
        yield Look(name, visitor.line, [each[name] for each in steps], goals.get(name))


def measure_actions(visitor: Visitor, samples: int) -> Iterator[Look]:
    actions = {
        "complete or reopen": complete,
        "create": create,
        "move by keys": move,
        "open: its title": open_title,
        "open: all of it": open_whole,
        "open with Enter: its title": open_by_key,
    }
    for name, act in actions.items():
        goals = (60.0, 100.0) if name != "open: all of it" or not visitor.is_slow else (None, None)
        with visitor.page() as page:
            page.goto(visitor.path)
            page.wait_for_timeout(SETTLED)
            act(page, 0)
            yield Look(name, visitor.line, [act(page, turn) for turn in range(1, samples + 1)], *goals)


def visit(visitor: Visitor) -> dict[str, float]:
    """Open a list of 50 tasks in a new window, with nothing cached and no connection open, and return its moments."""
    with visitor.page() as page:
        page.wait_for_timeout(2 * SETTLED)  # a new window loads hundreds of scripts of the browser's own
        page.goto(visitor.path, wait_until="commit")
        moments: dict[str, float] = page.evaluate("firstVisit")
        return moments


def timed(page: Page, event: str, shown: str, act: Callable[[], None]) -> float:
    """Do something and return how long it took until `shown` was drawn; then let the page come to rest."""
    page.evaluate(f"watch({event!r}, () => {shown})")
    act()
    taken = float(page.evaluate("found"))
    page.wait_for_timeout(REST if taken < REST else 2 * taken)
    return taken


def click(page: Page, target: Locator) -> None:
    """Click as a hand does: the pointer comes, rests, presses and lets go."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + min(box["width"] / 2, 80), box["y"] + box["height"] / 2, steps=3)
    page.wait_for_timeout(RESTS)
    page.mouse.down()
    page.wait_for_timeout(HOLDS)
    page.mouse.up()


def nth_row(page: Page, turn: int) -> Locator:
    rows = page.locator(".task-row[data-task]:not([data-closed])")
    return rows.nth(turn % min(20, rows.count()))


def complete(page: Page, turn: int) -> float:
    row = nth_row(page, turn)
    check = f"document.getElementById({row.get_attribute('id')!r}).querySelector('button.check').dataset.status"
    before = row.locator("button.check").get_attribute("data-status")
    return timed(page, "click", f"{check} !== {before!r}", lambda: click(page, row.locator("button.check")))


def create(page: Page, turn: int) -> float:
    title = f"Something new, number {turn}"
    field = page.locator("#quick-add-text")
    field.fill(title)
    shown = f"[...document.querySelectorAll('.task-row__title')].some((one) => one.textContent === {title!r})"
    return timed(page, "keydown", shown, lambda: field.press("Enter"))


def move(page: Page, turn: int) -> float:
    row = nth_row(page, 3)
    row.locator("a.task-row__title").focus()
    shown = f"document.querySelectorAll('.task-row[data-task]')[3].id !== {row.get_attribute('id')!r}"
    taken = timed(page, "keydown", shown, lambda: page.keyboard.press("Alt+ArrowDown"))
    page.wait_for_timeout(500)  # keys are gathered for a moment before the move is sent
    return taken


def open_title(page: Page, turn: int) -> float:
    return open_task(page, turn, "document.querySelector('#panel:not([hidden]) h2')?.textContent === {title}")


def open_whole(page: Page, turn: int) -> float:
    return open_task(page, turn, "document.querySelector('#panel:not([hidden]) #task')?.dataset.ref === {ref}")


def open_task(page: Page, turn: int, shown: str) -> float:
    row = nth_row(page, turn)
    link = row.locator("a.task-row__title")
    condition = shown.format(title=repr(link.text_content()), ref=repr(row.get_attribute("data-task")))
    taken = timed(page, "click", condition, lambda: click(page, link))
    close(page)
    return taken


def open_by_key(page: Page, turn: int) -> float:
    link = nth_row(page, turn).locator("a.task-row__title")
    link.focus()
    shown = f"document.querySelector('#panel:not([hidden]) h2')?.textContent === {link.text_content()!r}"
    taken = timed(page, "keydown", shown, lambda: page.keyboard.press("Enter"))
    close(page)
    return taken


def close(page: Page) -> None:
    page.locator("#panel #task").wait_for()
    page.keyboard.press("Escape")
    page.locator("#panel").wait_for(state="hidden")
    page.wait_for_timeout(50)
