"""Who comes after somebody at the same browser does not see their pages by Back, nor what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Playwright, expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits
from tests.cast import PASSWORD, Person, Team

LIST, NEW, OTHER = "/acme/projects/WEB", "/acme/projects/new", "/forgot-password"
AT_THE_DOOR = re.compile(r"/sign-in")
WATCH = """addEventListener("pageshow", ({persisted}) => persisted && requestAnimationFrame(() => {
    const seen = document.body.checkVisibility() && document.body.innerText.includes("Order the signs");
    sessionStorage.watched = (sessionStorage.watched || "") + (seen ? "seen " : "hidden ");
}))"""
SIGN_OUT = """(then) => {
    const form = document.querySelector('form[action="/sign-out"]');
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name: "next", value: then}));
    form.requestSubmit();
}"""
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"
ANEW = "performance.getEntriesByType('navigation')[0].type === 'back_forward'"


@pytest.fixture
def remembering(
    app: Flask, team: Team, server: str, browser_type_launch_args: dict[str, Any], playwright: Playwright
) -> Iterator[Visits]:
    """A browser that keeps the pages one leaves in memory, as people's do and Playwright's does not."""
    kept = ["--disable-back-forward-cache"]
    browser = playwright.chromium.launch(**browser_type_launch_args, ignore_default_args=kept)
    write_plan(team)
    made = Visits(browser, server)
    yield made
    made.close()
    browser.close()


def go_back(page: Page) -> None:
    """Go back as a person does: Playwright's own way waits for a load that does not happen."""
    page.evaluate("history.back()")


def comes_out_of_memory(page: Page) -> bool:
    """Leave the list and come back; a browser with much to do makes the page anew."""
    page.goto(LIST)
    page.evaluate("sessionStorage.removeItem('watched')")
    page.evaluate(f"location.href = '{OTHER}'")
    page.wait_for_url(f"**{OTHER}")
    go_back(page)
    page.wait_for_function(f"() => sessionStorage.watched || {ANEW}")
    return bool(page.evaluate("sessionStorage.watched === 'seen '"))


def sign_in(page: Page, person: Person) -> None:
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, then: str) -> None:
    """Sign out by the page's own form, which leads to the door or, on an invitation, back to it."""
    page.evaluate(SIGN_OUT, then)
    page.wait_for_url(f"**{then}")


def test_back_after_signing_out_shows_nothing_of_who_was_here(remembering: Visits, team: Team) -> None:
    page = remembering(team.alice)
    page.add_init_script(WATCH)
    assert any(comes_out_of_memory(page) for _ in range(5)), "or there is nothing to hide"
    sign_out(page, OTHER)
    go_back(page)
    page.wait_for_function("() => sessionStorage.watched !== 'seen ' || document.title.startsWith('Sign in')")
    page.wait_for_url(AT_THE_DOOR)
    sign_in(page, team.bob)
    page.wait_for_url("**/acme/**")
    page.evaluate("window.isLeft = true")
    go_back(page)
    page.wait_for_function("() => !window.isLeft && document.readyState === 'complete'")
    assert "seen" not in page.evaluate("sessionStorage.watched").removeprefix("seen ")


def test_tabs_left_open_lead_to_the_door_with_their_texts_kept_for_who_typed_them(
    remembering: Visits, team: Team
) -> None:
    page = remembering(team.alice)
    page.context.route("**/stream", lambda route: route.abort())  # which would lead one of the tabs away by itself
    page.goto(LIST)
    task = page.get_by_label("New task", exact=True)
    task.fill("Order the third sign")
    beside = page.context.new_page()
    beside.goto(NEW)
    name = beside.get_by_label("Name", exact=True)
    name.fill("Signs of the harbour")
    other = page.context.new_page()
    other.goto("/acme/my-work")
    sign_out(other, "/sign-in")
    assert other.evaluate(KEPT) == []
    page.evaluate("dispatchEvent(new Event('online'))")  # and the page looks what has changed
    beside.get_by_role("button", name="Create the project").click()
    for tab in (page, beside):
        tab.wait_for_url(AT_THE_DOOR)
    sign_in(page, team.alice)
    expect(task).to_have_value("Order the third sign")
    beside.goto(NEW)
    expect(name).to_have_value("Signs of the harbour")
    page.context.clear_cookies()
    page.goto("/sign-in")
    assert page.evaluate("localStorage.you") == "", "the door is nobody's, however one has come to it"
    sign_in(page, team.bob)
    page.wait_for_url(lambda url: not AT_THE_DOOR.search(url))
    page.goto(LIST)
    expect(task).to_have_value("")
    assert page.evaluate(KEPT) == []
