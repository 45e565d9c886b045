"""On a phone everything is there and within reach. That it fits and is large enough: see test_every_page."""

from playwright.sync_api import Page, expect

from tests.browser.plan import write_plan
from tests.cast import Team

ARRIVED = "Promise.allSettled(document.getAnimations().map((animation) => animation.finished))"


def test_every_place_can_be_reached_from_the_dock(phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = phone_of_alice
    page.goto("/acme/projects/WEB")
    for place, heading in (
        ("Today", "Today"),
        ("Updates", "Updates"),
        ("Search", "All tasks"),
        ("Add a task", "New task"),
    ):
        page.locator("#dock").get_by_role("link", name=place).tap()
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    for place in (
        *("Inbox", "Upcoming", "My work", "Overview", "All tasks", "Trash", "Members", "Settings"),
        "New workspace",
    ):
        page.goto("/acme/projects/WEB")
        page.locator("#dock").get_by_role("link", name="Projects").tap()
        with page.expect_navigation():  # or it comes in place of the next one
            page.get_by_role("navigation", name="More places").get_by_role("link", name=place).tap()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/acme/projects")
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_small_forms_come_up_from_the_lower_edge_as_a_whole(phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = phone_of_alice
    page.emulate_media(reduced_motion="reduce")
    for path in ("/acme/projects/WEB", "/acme/tasks/WEB-1"):
        page.goto(path)
        for opener in page.locator("[popovertarget]:visible").all():
            opener.tap()
            page.evaluate(ARRIVED)
            box = page.locator(":popover-open").bounding_box()
            assert box
            assert (box["x"], box["width"]) == (0, 390)
            assert round(box["y"] + box["height"]) == 844
            page.keyboard.press("Escape")
