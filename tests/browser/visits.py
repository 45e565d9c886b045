"""Browsers of the people in the tests. Each page they open is watched: it may not complain, nor ask another host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

from tests.cast import Person

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
ENLARGED: dict[str, Any] = {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2}
PATIENCE = 30_000
"""Milliseconds that a test waits for what takes a tenth of a second: it costs nothing where that comes."""
# Refusals that a page answers to by itself; the browser reports them all the same.
FORESEEN = {401, 409, 422}


class Visits:
    """`visits(alice)` is a page in a browser of Alice's own, signed in; `visits()` is nobody's."""

    def __init__(self, browser: Browser, address: str, slowed_by: float = 1) -> None:
        self.browser, self.address, self.slowed_by = browser, address, slowed_by
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.foreseen = set(FORESEEN)

    def __call__(self, person: Person | None = None, **options: Any) -> Page:
        settings = {**DESKTOP, "base_url": self.address, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options}
        context = self.browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        if person:
            context.add_cookies([{"name": "primo_session", "value": person.token, "url": self.address}])
        context.on("console", self.hear)
        context.on("weberror", self.notice)
        context.on("request", self.follow)
        self.contexts.append(context)
        if self.slowed_by != 1:
            context.on("page", self.slow_down)
        return context.new_page()

    def slow_down(self, page: Page) -> None:
        """Take a part of its processor from the page."""
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": self.slowed_by})

    def notice(self, error: WebError) -> None:
        """Note an uncaught error; that a fade between two pages was cut short is the browser's own remark."""
        if not str(error.error).startswith("Transition was "):
            self.faults.append(f"script error: {error.error}")

    def hear(self, message: ConsoleMessage) -> None:
        refusal = re.search(r"the server responded with a status of (\d+)", message.text)
        is_foreseen = "net::ERR_INTERNET_DISCONNECTED" in message.text or (refusal and int(refusal[1]) in self.foreseen)
        if message.type in ("error", "warning") and not is_foreseen:
            self.faults.append(f"{message.type}: {message.text}")

    def follow(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.faults.append(f"foreign request: {request.url}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def until(page: Page, true: Callable[[], object]) -> None:
    """Wait until what this test has heard from the page makes it true."""
    for _ in range(PATIENCE // 20):
        if true():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it does not come true")


def let_pass(page: Page, milliseconds: int) -> None:
    """Wait by the page's own clock: what the page does in that time is done, however slow the machine is."""
    page.evaluate("(time) => new Promise((done) => setTimeout(done, time))", milliseconds)


@contextmanager
def seen_as(
    page: Page, viewport: dict[str, int], device_scale_factor: int, *, is_mobile: bool = False, has_touch: bool = False
) -> Iterator[None]:
    """Show a page that is open on another device, without loading it anew."""
    device = page.context.new_cdp_session(page)
    screen = {**viewport, "deviceScaleFactor": device_scale_factor, "mobile": is_mobile}
    device.send("Emulation.setDeviceMetricsOverride", screen)
    device.send("Emulation.setTouchEmulationEnabled", {"enabled": has_touch})
    yield
    device.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    device.send("Emulation.clearDeviceMetricsOverride")
    device.detach()


def slow_down(page: Page) -> None:
    """Give the page the line of a train ride: 1.6 Mbit/s and 300 ms to and fro."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    speed = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
    wire.send("Network.emulateNetworkConditions", speed)
