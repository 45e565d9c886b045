"""A page that stays open for long: its memory does not grow, and it outlives restarts of what is behind it.

PRIMO_DRILL_SWAPS sets how often the board is sent anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from app.extensions import db
from tests.browser import chromium
from tests.browser.visits import Visits
from tests.cast import Team
from tests.instances import Instance, instance, within
from tests.live.listening import serving

pytestmark = pytest.mark.drill
SWAPS = int(os.environ.get("PRIMO_DRILL_SWAPS", "1000"))
BOARD, LIST = "/acme/projects/WEB/board", "/acme/projects/WEB"
ROOM = 1.2
SWAP = """async (times) => {
    const text = await (await fetch(location.href)).text();
    const whole = {select: "#board", target: "#board", swap: "outerHTML", sourceElement: document.body};
    for (let turn = 0; turn < times; turn++) {
        await htmx.swap({text, ...whole});
        const at = {bubbles: true, isPrimary: true, button: 0};
        document.querySelector(".card").dispatchEvent(new PointerEvent("pointerdown", at));
        document.dispatchEvent(new PointerEvent("pointerup", at));
    }
}"""


@contextmanager
def opened(environment: dict[str, str], path: str) -> Iterator[tuple[Instance, Team, Page]]:
    """Open a page of Alice's on an installation of its own."""
    with instance(environment | {"LOG_LEVEL": "ERROR"}) as own, serving(own.environment) as (address, _):
        team = own.assemble()
        team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(30))})
        db.session.remove()
        options = chromium.launch_options()
        with sync_playwright() as playwright:
            page = Visits(playwright.chromium.launch(**options), address)(team.alice)
            page.goto(path)
            yield own, team, page


def test_a_board_that_is_sent_a_thousand_times_takes_no_more_memory(environment: dict[str, str]) -> None:
    with opened(environment, BOARD) as (_, _, page):
        page.locator(".card").nth(1).hover()
        page.mouse.down()
        page.mouse.move(500, 400, steps=8)
        page.wait_for_function("() => Boolean(window.Sortable)")
        page.mouse.up()
        meter = page.context.new_cdp_session(page)
        meter.send("Performance.enable")

        def measure(swaps: int) -> dict[str, float]:
            page.evaluate(SWAP, swaps)
            page.wait_for_timeout(500)
            meter.send("HeapProfiler.collectGarbage")
            found = {one["name"]: one["value"] for one in meter.send("Performance.getMetrics")["metrics"]}
            kept = {name: found[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}
            print(f"after {swaps} more swaps: {kept}")
            return kept

        before, after = measure(SWAPS // 10), measure(SWAPS)
        assert all(after[name] <= before[name] * ROOM for name in before), (before, after)


@pytest.mark.parametrize("store", ["postgres", "valkey"])
def test_an_open_page_catches_up_after_a_restart(store: str, environment: dict[str, str]) -> None:
    with opened(environment, LIST) as (own, team, page):
        page.wait_for_timeout(1_000)
        running = getattr(own.stores, store)
        db.session.remove()
        db.engine.dispose()
        running.stop()
        page.wait_for_timeout(3_000)
        running.start()
        assert within(120, lambda: has_written(team, "Written after"))
        start = time.monotonic()
        expect(page.locator("[data-task]", has_text="Written after").first).to_be_visible(timeout=60_000)
        print(f"{store}: seen {time.monotonic() - start:.1f} s after it was written")
        team.bob.post("/acme/projects/WEB/tasks", {"title": "And later"})
        expect(page.locator("[data-task]", has_text="And later").first).to_be_visible(timeout=60_000)


def has_written(team: Team, title: str) -> bool:
    try:
        return team.bob.post("/acme/projects/WEB/tasks", {"title": title}).status_code == 303
    except Exception:  # whatever the driver says, it is not back
        return False
    finally:
        db.session.remove()
