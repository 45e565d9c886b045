"""Drags tasks by mouse, and says where they stand."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import let_pass, until

COLUMNS = """() => Object.fromEntries([...document.querySelectorAll("[data-drag]")].map((box) => [
    box.id.replace(/^(cards|rows)-/, ""),
    [...box.querySelectorAll(".task-row__title, .card__title")].map((title) => title.textContent.trim()).join(""),
]))"""


def shown(page: Page) -> dict[str, str]:
    columns: dict[str, str] = page.evaluate(COLUMNS)
    return columns


def shows(page: Page, **wanted: str) -> dict[str, str]:
    """Wait until these columns hold these titles, and return all that are shown then."""
    until(page, lambda: wanted.items() <= shown(page).items())
    return shown(page)


def same(page: Page, before: dict[str, str]) -> None:
    until(page, lambda: shown(page) == before)


def item(page: Page, title: str) -> Locator:
    return page.locator("[data-drag] > [data-task]").filter(has=page.get_by_role("link", name=title, exact=True))


def middle(where: Locator) -> tuple[float, float]:
    box = where.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def lift(page: Page, what: Locator) -> None:
    x, y = middle(what)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y + 8, steps=4)
    page.locator(".drag-slot").wait_for()


def drag(page: Page, what: Locator, onto: Locator) -> None:
    lift(page, what)
    page.mouse.move(*middle(onto), steps=12)
    let_pass(page, 150)
    page.mouse.up()


def settled(page: Page) -> None:
    expect(page.locator("html[data-dragging]")).to_have_count(0)
