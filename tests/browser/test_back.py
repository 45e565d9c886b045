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

LIST, OTHER = "/acme/projects/WEB", "/forgot-password"
AT_THE_DOOR = re.compile(r"/sign-in")
WATCH = """addEventListener("pageshow", ({persisted}) => persisted && requestAnimationFrame(() => {
    const seen = document.body.checkVisibility() && document.body.innerText.includes("Order the signs");
    sessionStorage.watched = (sessionStorage.watched || "") + (seen ? "seen " : "hidden ");
}))"""
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


def sign_out(page: Page) -> None:
    page.evaluate("document.querySelector('form[data-sign-out]').requestSubmit()")
    page.wait_for_url(AT_THE_DOOR)


def test_back_after_signing_out_shows_nothing_of_who_was_here(remembering: Visits, team: Team) -> None:
    page = remembering(team.alice)
    page.add_init_script(WATCH)
    assert any(comes_out_of_memory(page) for _ in range(5)), "or there is nothing to hide"
    sign_out(page)
    go_back(page)
    page.wait_for_function("() => sessionStorage.watched !== 'seen ' || document.title.startsWith('Sign in')")
    page.wait_for_url(AT_THE_DOOR)
    sign_in(page, team.bob)
    page.wait_for_url("**/acme/**")
    go_back(page)
    page.wait_for_function("() => document.readyState === 'complete'")
    assert "seen" not in page.evaluate("sessionStorage.watched").removeprefix("seen ")


def test_a_tab_left_open_leads_to_the_door_with_its_text_kept_for_who_typed_it(remembering: Visits, team: Team) -> None:
    page = remembering(team.alice)
    page.goto(LIST)
    field = page.get_by_label("New task", exact=True)
    field.fill("Order the third sign")
    other = page.context.new_page()
    other.goto("/acme/my-work")
    sign_out(other)
    field.press("Enter")
    page.wait_for_url(AT_THE_DOOR)
    sign_in(page, team.alice)
    expect(field).to_have_value("Order the third sign")
    page.context.clear_cookies()
    page.goto("/sign-in")
    sign_in(page, team.bob)
    page.wait_for_url(lambda url: not AT_THE_DOOR.search(url))
    page.goto(LIST)
    expect(field).to_have_value("")
