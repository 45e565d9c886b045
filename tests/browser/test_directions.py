"""Where lines begin on the right, everything stands mirrored and nothing is lost."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser import places
from tests.browser.plan import write_plan
from tests.browser.visits import PHONE, Visits
from tests.cast import Team

LOST = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().left < -1)
        .slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
}"""
SHOWN = (
    "/acme/projects/WEB?open=WEB-1",
    "/acme/projects/WEB/board",
    "/acme/projects/WEB/table",
    *places.CALENDARS,
    "/acme/today",
    "/acme/upcoming",
    "/acme/tasks/WEB-1",
    "/acme/settings/members",
)
EDGE = "(item) => getComputedStyle(item, '::before').boxShadow"


def turn(page: Page) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")


def test_no_page_is_lost_from_right_to_left(visits: Visits, team: Team) -> None:
    write_plan(team)
    faults = []
    for options in ({}, PHONE):
        page = visits(team.alice, **options)
        for path in SHOWN:
            page.goto(path)
            turn(page)
            faults += [f"{path}: {fault}" for fault in page.evaluate(LOST)]
    assert not faults, "\n".join(faults)


def test_what_has_a_side_changes_it(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto("/acme/projects/WEB/calendar")
    row = page.locator(".task-row, .event").first
    turn(page)
    main, sidebar = page.locator("#main").bounding_box(), page.locator("#sidebar").bounding_box()
    assert main
    assert sidebar
    assert sidebar["x"] > main["x"]
    arrow = page.locator('.icon:has(use[href$="#chevron-right"])').first
    assert arrow.evaluate("(icon) => getComputedStyle(icon).scale") == "-1 1"
    page.goto("/acme/projects/WEB")
    row = page.get_by_test_id("task-row").first
    row.evaluate("(row) => { row.dataset.live = '' }")
    assert " 4px 0px" in row.evaluate(EDGE)
    turn(page)
    assert " -4px 0px" in row.evaluate(EDGE)
