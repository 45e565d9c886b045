"""The date field in a browser: what is typed is said before it is saved, and the small calendar is walked by keys."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.test_days import today_of
from tests.cast import Team


def test_words_are_read_back_and_days_are_walked(page_of_alice: Page, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Call Ada"})
    today = today_of(team)
    page = page_of_alice
    page.goto("/acme/projects/WEB")
    page.keyboard.press("j")
    page.keyboard.press("d")
    field = page.get_by_role("textbox", name="Due")
    page.keyboard.type("some day")
    expect(page.locator("#picker output")).to_contain_text("“some day” is not understood.")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("in 2 days 17:00")
    expect(page.locator("#picker output")).to_contain_text(", 17:00")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f'.month [value="{today}"]').first).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.locator(".month :focus")).to_be_visible()
    expect(page.locator(f'.month [value="{today.replace(day=15)}"]')).to_have_count(0)
    page.keyboard.press("PageUp")
    expect(page.locator(f'.month [value="{today.replace(day=15)}"]')).to_have_count(1)
    page.keyboard.press("ArrowRight")
    day = last_in_both(today) + timedelta(days=1)
    expect(page.locator(f'.month [value="{day}"]:focus')).to_be_visible()
    page.keyboard.press("Enter")
    exactly = re.compile(rf"\b{day.day} {day:%B}\b")
    expect(page.locator("#task-WEB-1 [name=due]")).to_have_attribute("title", exactly)


def last_in_both(day: date) -> date:
    """Return where a step into the next month and back leads: the 31st may have become the 30th, or the 28th."""
    first = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return day.replace(day=min(day.day, last.day))
