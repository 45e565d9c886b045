"""Many tasks at once: picked by keys, mouse and touch, changed as one, taken back as one; also without a script."""

from playwright.sync_api import Page, expect

from tests.browser.access import faults_of
from tests.browser.marks import LIST, cursor, picks
from tests.browser.plan import write_plan
from tests.browser.visits import Visits
from tests.cast import Team


def test_a_selection_is_changed_as_one_and_taken_back_as_one(list_of_alice: Page) -> None:
    page = list_of_alice
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_test_id("bulk").locator("b")).to_have_text("2 selected")
    expect(page.locator("#live")).to_have_text("2 selected")
    page.keyboard.press("p")
    page.keyboard.type("low")
    page.keyboard.press("Enter")
    for ref in ("WEB-1", "WEB-2"):
        expect(page.locator(f"#task-{ref}").get_by_role("button", name="Priority: low")).to_be_visible()
    picks(page, 2)
    cursor(page, "WEB-2")
    expect(page.locator("#task-WEB-2 .task-row__title")).to_be_focused()
    assert faults_of(page) == []
    page.keyboard.press("z")
    expect(page.locator("#task-WEB-2").get_by_role("button", name="Priority: high")).to_be_visible()
    picks(page, 2)
    page.keyboard.press("Escape")
    picks(page, 0)
    expect(page.get_by_test_id("bulk")).to_be_hidden()


def test_boxes_ranges_and_the_bar_by_mouse(list_of_alice: Page) -> None:
    page = list_of_alice
    page.locator("#task-WEB-2").hover()
    page.get_by_role("checkbox", name="Select “Send the photo").check()
    page.get_by_role("checkbox", name="Select “Read the case").click(modifiers=["Shift"])
    picks(page, 4)
    page.get_by_test_id("bulk").get_by_role("button", name="Assign", exact=True).click()
    box = page.locator("#picker")
    expect(box).to_contain_text("Assigned of 4 tasks")
    assert faults_of(page) == []
    box.get_by_role("option", name="Gina Green").click()
    expect(page.locator("#toasts")).to_contain_text("4 tasks changed")
    for ref in ("WEB-2", "WEB-5"):
        expect(page.locator(f"#task-{ref}").get_by_role("button", name="Gina Green")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="To the trash").click()
    expect(page.get_by_test_id("task-row")).to_have_count(2)
    picks(page, 0)
    page.locator(".toast", has_text="trash").get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("task-row")).to_have_count(6)


def test_a_value_in_a_row_opens_what_it_can_become(list_of_alice: Page) -> None:
    page = list_of_alice
    page.locator("#task-WEB-4").hover()
    page.locator("#task-WEB-4").get_by_role("button", name="Priority: none").click()
    page.locator("#picker").get_by_role("option", name="Urgent").click()
    expect(page.locator("#task-WEB-4").get_by_role("button", name="Priority: urgent")).to_be_visible()
    expect(page.locator("#picker")).to_be_hidden()


def test_on_a_phone_tasks_are_selected_by_touch(visits: Visits, team: Team, phone_of_alice: Page) -> None:
    write_plan(team)
    page = phone_of_alice
    page.goto(LIST)
    page.get_by_text("Select", exact=True).tap()
    page.get_by_role("checkbox", name="Select “Order the signs”").tap()
    page.get_by_role("checkbox", name="Select “Redirect the old").tap()
    expect(page.get_by_test_id("bulk").locator("b")).to_have_text("2 selected")
    assert faults_of(page) == []
    page.get_by_test_id("bulk").get_by_role("button", name="Complete", exact=True).tap()
    expect(page.locator("#toasts")).to_contain_text("2 tasks completed")
    expect(page.locator("#task-WEB-6")).to_have_attribute("data-closed", "")
    page.goto("/acme/projects/WEB/board")
    page.get_by_text("Select", exact=True).tap()
    page.locator("#board .card__title").first.tap()
    expect(page.get_by_test_id("bulk").locator("b")).to_have_text("1 selected")
    expect(page.locator("#panel")).to_be_hidden()


def test_without_a_script_many_are_changed_by_form(visits: Visits, team: Team) -> None:
    write_plan(team)
    page = visits(team.alice, java_script_enabled=False)
    page.goto(LIST)
    page.get_by_role("checkbox", name="Select “Order the signs”").check()
    page.get_by_role("checkbox", name="Select “Redirect the old").check()
    page.get_by_test_id("bulk").get_by_role("button", name="Date", exact=True).click()
    page.get_by_role("button", name="Tomorrow").click()
    page.wait_for_url("**/acme/projects/WEB?group=none")
    expect(page.locator("#task-WEB-6")).to_contain_text("Tomorrow")
    expect(page.locator("#toasts")).to_contain_text("2 tasks changed")
