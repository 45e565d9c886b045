"""Without a line Primo says so, keeps what was typed, and has kept nothing of anybody's in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plan import write_plan
from tests.browser.visits import DESKTOP, PHONE, Visits, until
from tests.cast import Team

LIST = "/acme/projects/WEB"
READY = """async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
    }
}"""
KEPT = """async () => {
    const kept = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            kept[new URL(request.url).pathname] = await (await cache.match(request, {ignoreVary: true})).text();
        }
    }
    return kept;
}"""


@pytest.fixture
def page(team: Team, visits: Visits, size: dict[str, Any]) -> Iterator[Page]:
    """The list, in a browser that can do without a line; what does not get through is complained of, and no fault."""
    write_plan(team)
    page = visits(team.alice, **size)
    page.goto(LIST)
    page.evaluate(READY)
    yield page
    visits.faults = [fault for fault in visits.faults if "Failed to fetch" not in fault]


@pytest.mark.parametrize("size", [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")])
def test_a_page_that_cannot_be_loaded_says_so_and_opens_when_the_line_is_back(page: Page) -> None:
    field = page.get_by_label("New task", exact=True)
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline. What you type stays here.")).to_be_visible()
    field.fill("Order the second sign")
    field.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("You are offline. Your text is still here.")
    expect(field).to_have_value("Order the second sign")
    page.goto("/acme/overview")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    expect(page.locator(".kept")).to_contain_text("Order the second sign")
    assert page.locator(".gate__card").evaluate("(card) => getComputedStyle(card).borderRadius") != "0px", "styled"
    with page.expect_navigation():  # or it comes in place of the next one
        page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    page.wait_for_load_state()
    page.goto(LIST)
    expect(field).to_have_value("Order the second sign")


@pytest.mark.parametrize("size", [DESKTOP])
def test_a_comment_typed_without_a_line_is_there_when_the_page_is_back(page: Page) -> None:
    page.goto("/acme/tasks/WEB-1")
    page.context.set_offline(True)
    page.get_by_label("Comment", exact=True).fill("The printer has called.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("The printer has called.")
    page.reload()
    expect(page.locator(".kept")).to_contain_text("The printer has called.")
    page.context.set_offline(False)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("The printer has called.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment", has_text="The printer has called.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


@pytest.mark.parametrize("size", [DESKTOP])
def test_a_plain_form_is_not_sent_into_the_void(page: Page) -> None:
    page.goto("/acme/projects/new")
    page.context.set_offline(True)
    page.get_by_label("Name").fill("Spring fair")
    page.get_by_label("Name").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("You are offline. Your text is still here.")
    # Where the browser believes in its line, the form comes back to its page, and so does the text.
    page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('main form'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    assert page.url.endswith("/acme/projects/new")
    page.context.set_offline(False)
    expect(page.get_by_label("Name")).to_have_value("Spring fair")


@pytest.mark.parametrize("size", [DESKTOP])
def test_the_browser_keeps_no_page_of_anybody(page: Page) -> None:
    for path in ("/acme/tasks/WEB-1", "/acme/today", "/acme/settings/profile"):
        page.goto(path)
    page.get_by_role("button", name="Alice").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    kept = page.evaluate(KEPT)
    assert len(kept) == 8
    assert all(path == "/offline" or path.startswith("/static/") for path in kept)
    assert not any(word in text for word in ("Alice", "alice@", "Order the signs", "acme") for text in kept.values())


@pytest.mark.parametrize("size", [DESKTOP])
def test_a_new_build_takes_over_and_leaves_nothing_of_the_old_one(page: Page) -> None:
    names = page.evaluate("caches.keys()")
    page.evaluate(
        """async ([name]) => {
        const old = await caches.open("primo-older");
        await old.put("/static/app.0000000000.css", new Response("old"));
        await caches.delete(name);
        await (await navigator.serviceWorker.ready).unregister();
    }""",
        names,
    )
    page.reload()
    page.evaluate(READY)
    expect(page.get_by_test_id("task-row").first).to_be_visible()
    until(page, lambda: page.evaluate("caches.keys()") == names)
    page.context.set_offline(True)
    page.goto("/acme/overview")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
