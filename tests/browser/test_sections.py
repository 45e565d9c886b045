"""Sections in the browser: made, filled, moved and closed where the list shows them."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import Visits
from tests.cast import Person

LIST = "/acme/projects/WEB"


def section(page: Page, name: str) -> Locator:
    return page.locator("details.group", has=page.get_by_role("heading", name=name, exact=True))


def add_section(page: Page, name: str) -> None:
    page.get_by_text("Add a section").click()
    page.get_by_label("Name of the new section").fill(name)
    page.locator("#add-section").get_by_role("button", name="Add").click()
    expect(section(page, name)).to_be_visible()


def test_sections_are_made_filled_and_moved_without_leaving_the_list(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(LIST)
    page.evaluate("window.stayed = true")
    add_section(page, "Soon")
    line = page.get_by_label("New task in Soon")
    for title in ("Draw the map", "Print it"):
        line.fill(title)
        line.press("Enter")
        expect(section(page, "Soon").get_by_role("link", name=title)).to_be_visible()
        expect(line).to_be_focused()
        expect(line).to_have_value("")
    add_section(page, "Later")
    page.get_by_role("button", name="Menu of the section Later").click()
    page.get_by_role("button", name="Move up").click()
    expect(page.locator("#list .group h2")).to_have_text(["Later", "Soon"])
    page.get_by_label("New task", exact=True).fill("In neither")
    page.get_by_label("New task", exact=True).press("Enter")
    page.keyboard.type("The next", delay=40)
    expect(page.locator("#list .group h2")).to_have_count(3)
    expect(page.locator(".changed-note")).to_have_count(0)
    expect(page.get_by_label("New task", exact=True)).to_have_value("The next")
    expect(page.locator("#group-none").get_by_role("link", name="In neither")).to_be_visible()
    assert page.evaluate("window.stayed")


def test_a_closed_section_stays_closed_in_this_browser_only(page_of_alice: Page, visits: Visits, bob: Person) -> None:
    page = page_of_alice
    page.goto(LIST)
    add_section(page, "Soon")
    page.get_by_role("heading", name="Soon").click()
    expect(section(page, "Soon")).not_to_have_attribute("open", "")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('closed:'))")
    page.reload()
    expect(section(page, "Soon")).not_to_have_attribute("open", "")
    other = visits(bob)
    other.goto(LIST)
    expect(section(other, "Soon")).to_have_attribute("open", "")
    page.get_by_role("heading", name="Soon").click()
    page.wait_for_function("Object.keys(localStorage).every((key) => !key.startsWith('closed:'))")
    page.reload()
    expect(section(page, "Soon")).to_have_attribute("open", "")


def test_sections_are_made_and_moved_without_a_script(visits: Visits, alice: Person) -> None:
    page = visits(alice, java_script_enabled=False)
    page.goto(LIST)
    add_section(page, "Soon")
    add_section(page, "Later")
    page.get_by_role("button", name="Menu of the section Later").click()
    page.get_by_role("button", name="Move up").click()
    expect(page.locator("#list .group h2")).to_have_text(["Later", "Soon"])
