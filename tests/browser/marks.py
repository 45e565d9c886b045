"""Where the cursor is and what is picked, on a list of the plan without groups."""

from playwright.sync_api import Page, expect

LIST = "/acme/projects/WEB?group=none"
CURSOR = "[data-task][data-cursor]"
PICKED = "[data-task][data-picked]"


def cursor(page: Page, ref: str) -> None:
    expect(page.locator(CURSOR)).to_have_attribute("data-task", ref)


def picks(page: Page, count: int) -> None:
    expect(page.locator(PICKED)).to_have_count(count)
