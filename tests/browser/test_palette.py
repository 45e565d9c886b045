"""Search and commands, the list of all keys, and the switch that turns single keys off."""

from playwright.sync_api import Page, expect

from tests.browser.access import faults_of
from tests.browser.marks import CURSOR, LIST, cursor


def test_the_palette_finds_and_does(list_of_alice: Page) -> None:
    page = list_of_alice
    page.keyboard.press("Control+k")
    asked = page.get_by_role("combobox", name="Search and commands")
    expect(page.get_by_role("option", name="My work")).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.type("signs")
    found = page.get_by_role("option", name="Order the signs")
    expect(found).to_be_visible()
    expect(found.locator("mark")).to_have_text("signs")
    expect(page.get_by_role("option", name="Add task “signs”")).to_be_visible()
    page.keyboard.press("Escape")
    expect(asked).to_have_value("")
    page.keyboard.type("asgnme")
    expect(page.get_by_role("option", selected=True)).to_have_text("Assign to meI")
    page.keyboard.press("Enter")
    expect(page.locator("#task-WEB-1 [name=assignees]")).to_contain_text("AA")
    page.keyboard.press("Control+k")
    page.keyboard.type("Water the plants")
    expect(page.get_by_role("option", selected=True)).to_have_text("Add task “Water the plants”")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Water the plants", exact=True)).to_be_visible()
    page.goto("/acme/tasks/WEB-6")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("group", name="Recent").get_by_role("option").first).to_contain_text("Order the signs")
    page.keyboard.type("signs")
    expect(page.get_by_role("option", name="Add task “signs”")).to_be_visible()
    page.wait_for_timeout(600)
    expect(page.get_by_role("option", name="Order the signs")).to_have_count(1)
    asked.fill("")
    page.keyboard.type("#doors")
    page.keyboard.press("Enter")
    page.wait_for_url("**/acme/projects/LONG")


def test_the_overlay_is_accessible_and_gives_the_focus_back(list_of_alice: Page) -> None:
    page = list_of_alice
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard")).to_have_count(0)
    page.keyboard.press("j")
    cursor(page, "WEB-2")


def test_single_keys_that_are_switched_off_do_nothing(list_of_alice: Page) -> None:
    page = list_of_alice
    page.goto("/acme/settings/profile")
    page.get_by_label("Use single keys").uncheck()
    page.get_by_label("Use single keys").locator("xpath=ancestor::form").get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Saved")
    page.goto(LIST)
    for key in ("j", "x", "c", "?"):
        page.keyboard.press(key)
    expect(page.locator(CURSOR)).to_have_count(0)
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    cursor(page, "WEB-1")
