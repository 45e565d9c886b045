"""What pages and actions may cost, counted on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits, until
from tests.cast import Team

LIST = "/acme/projects/WEB"
SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    const watch = new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }));
    watch.observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 300);
})"""

SCRIPTS_AFTER_SHEET = """() => {
    const files = performance.getEntriesByType("resource");
    const [sheet, htmx, app] = ["app", "htmx", "app"].map((name, at) =>
        files.find((file) => file.name.includes(`/static/${name}.`) && file.name.endsWith(at ? ".js" : ".css")));
    return htmx.startTime >= sheet.responseEnd && app.startTime >= sheet.responseEnd;
}"""


@dataclass
class Wire:
    """What went over the wire: kilobytes received, headers and all, and the requests it took."""

    requests: list[str] = field(default_factory=list)
    bytes: float = 0
    under_way: set[str] = field(default_factory=set)

    @property
    def kilobytes(self) -> float:
        return self.bytes / 1000


@contextmanager
def metered(page: Page) -> Iterator[Wire]:
    """Count what the page asks for in the block, until all of it is there; a stream never is."""
    wire = Wire()
    meter = page.context.new_cdp_session(page)
    meter.send("Network.enable")

    def sent(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            wire.requests.append(event["request"]["url"])
        if event["type"] != "EventSource":
            wire.under_way.add(event["requestId"])

    def received(event: dict[str, Any]) -> None:
        wire.bytes += event.get("encodedDataLength", 0)
        wire.under_way.discard(event["requestId"])

    meter.on("Network.requestWillBeSent", sent)
    meter.on("Network.loadingFinished", received)
    meter.on("Network.loadingFailed", received)
    yield wire
    page.wait_for_load_state("networkidle")
    until(page, lambda: not wire.under_way)
    meter.detach()


def fill(team: Team) -> None:
    """Make the list as long as its first page gets."""
    write_plan(team)
    team.alice.post(
        "/acme/projects/WEB/tasks", {"title": "\n".join(f"Something else to do, number {n}" for n in range(60))}
    )


def test_a_first_visit_of_a_full_list_takes_few_bytes_and_requests(visits: Visits, team: Team) -> None:
    fill(team)
    page = visits(team.alice)
    with metered(page) as wire:
        page.goto(LIST)
    assert wire.kilobytes <= 60, wire
    assert len(wire.requests) <= 12, wire
    assert page.evaluate(SCRIPTS_AFTER_SHEET), "the first rows have the line for themselves"


def test_a_later_page_takes_few_bytes(page_of_alice: Page, team: Team) -> None:
    fill(team)
    page = page_of_alice
    page.goto(LIST)
    for path in ("/acme/tasks/WEB-1", "/acme/tasks", "/acme/overview"):
        with metered(page) as wire:
            page.goto(path)
        assert wire.kilobytes <= 10, (path, wire)
    again = []
    for _ in range(3):  # What people are told meanwhile changes a page, too.
        with metered(page) as wire:
            page.goto(LIST)
        again.append(wire.kilobytes)
    assert min(again) <= 1, "an unchanged page is a 304"


def test_an_action_takes_few_bytes(page_of_alice: Page, team: Team) -> None:
    fill(team)
    page = page_of_alice
    page.goto(LIST)
    with metered(page) as wire:
        page.get_by_role("button", name="Complete “Order the signs”").click()
        expect(page.get_by_role("button", name="Reopen “Order the signs”")).to_be_visible()
    assert wire.kilobytes <= 3, wire
    with metered(page) as wire:
        page.get_by_label("New task", exact=True).fill("One more")
        page.get_by_label("New task", exact=True).press("Enter")
        expect(page.get_by_role("link", name="One more")).to_be_visible()
    assert wire.kilobytes <= 3, wire
    ref = page.locator("main [data-task]").nth(9).get_attribute("data-task")
    team.alice.post(f"/acme/tasks/{ref}/trash")
    page.goto(LIST)
    with metered(page) as wire:
        page.keyboard.press("z")
        expect(page.locator("main [data-task]").nth(9)).to_have_id(f"task-{ref}")
    assert wire.kilobytes <= 3, wire
    page.goto("/acme/tasks/WEB-4")
    with metered(page) as wire:
        page.get_by_label("Title").fill("Redirect old addresses")
        page.get_by_label("Title").press("Enter")
        expect(page.locator("h1")).to_have_text("Redirect old addresses")
    assert wire.kilobytes <= 5, wire


def test_nothing_moves_by_itself_while_a_list_loads(visits: Visits, team: Team) -> None:
    fill(team)
    page = visits(team.alice)
    for path in (LIST, "/acme/tasks/WEB-1"):
        page.goto(path)
        assert page.evaluate(SHIFTS) == 0


def test_nothing_moves_by_itself_after_an_action(page_of_alice: Page, team: Team) -> None:
    fill(team)
    page = page_of_alice
    page.goto(LIST)
    page.get_by_role("button", name="Complete “Order the signs”").click()
    expect(page.get_by_role("button", name="Reopen “Order the signs”")).to_be_visible()
    page.get_by_label("New task", exact=True).fill("One more")
    page.get_by_label("New task", exact=True).press("Enter")
    expect(page.get_by_role("link", name="One more")).to_be_visible()
    page.get_by_role("link", name="Order the signs").click()
    expect(page.locator("#panel #task")).to_have_attribute("data-ref", "WEB-6")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    moved = page.evaluate(SHIFTS.replace("entry.value", "entry.hadRecentInput ? 0 : entry.value"))
    assert moved < 0.0001, "no more than a count beside the list, whose figures have become wider"


def test_opening_a_task_beside_its_list_and_changing_it_takes_few_bytes(page_of_alice: Page, team: Team) -> None:
    fill(team)
    page = page_of_alice
    page.goto(LIST)
    with metered(page) as wire:
        page.get_by_role("link", name="Order the signs").click()
        expect(page.locator("#panel #task")).to_have_attribute("data-ref", "WEB-6")
    assert wire.kilobytes <= 5, wire
    assert page.locator("#panel *").count() <= 400
    with metered(page) as wire:
        page.locator("#panel").get_by_label("Title").fill("Order the big signs")
        page.locator("#panel").get_by_label("Title").press("Enter")
        expect(page.get_by_role("link", name="Order the big signs")).to_be_visible()
    assert wire.kilobytes <= 3, wire
