"""The table in the browser: keys walk its cells, a cell is changed where it stands, and nothing typed is lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.plan import write_plan
from tests.browser.visits import slow_down
from tests.cast import Person, Team

TABLE = "/acme/projects/WEB/table"


@pytest.fixture
def table(page_of_alice: Page, team: Team) -> Page:
    write_plan(team)
    page_of_alice.goto(TABLE)
    return page_of_alice


def cell(page: Page, ref: str, column: str) -> Locator:
    return page.locator(f"#task-{ref} .grid__{column}")


def test_keys_walk_the_cells_and_change_one(table: Page) -> None:
    page = table
    cell(page, "WEB-3", "title").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type("Cut it to a minute")
    page.keyboard.press("Enter")
    expect(cell(page, "WEB-3", "name")).to_have_text("Cut it to a minute")
    expect(cell(page, "WEB-3", "title")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "WEB-3", "status")).to_be_focused()
    expect(page.locator("[role=grid] [tabindex='0']")).to_have_count(1)


def test_choices_dates_and_people_are_changed_in_the_cell(table: Page) -> None:
    page = table
    cell(page, "WEB-4", "status").click()
    page.get_by_label("Status", exact=True).last.select_option("in_progress")
    expect(cell(page, "WEB-4", "status")).to_have_text("In progress")
    cell(page, "WEB-4", "assignees").click()
    page.get_by_role("group", name="Assigned").get_by_label("Bob Brown").check()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(cell(page, "WEB-4", "assignees").get_by_role("img", name="Bob Brown")).to_be_visible()
    page.get_by_role("textbox", name="Due").fill("17 May 2030")
    page.keyboard.press("Enter")
    expect(cell(page, "WEB-4", "due")).to_contain_text("17 May 2030")


def test_escape_takes_back_and_what_is_refused_stays(table: Page) -> None:
    page = table
    cell(page, "WEB-3", "title").click()
    page.keyboard.type("Never mind")
    page.keyboard.press("Escape")
    expect(cell(page, "WEB-3", "name")).to_have_text("Cut the onboarding video to ninety seconds")
    cell(page, "WEB-3", "title").click()
    page.keyboard.type("x" * 10 + "   ")
    page.locator(".grid__form [name=title]").fill("   ")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Write a title.")
    expect(page.locator(".grid__form [name=title]")).to_have_value("   ")


def test_an_edit_under_way_outlives_the_answer_to_the_one_before(table: Page) -> None:
    page = table
    slow_down(page)
    cell(page, "WEB-3", "status").click()
    page.get_by_label("Status", exact=True).last.select_option("in_progress")
    cell(page, "WEB-3", "title").click()
    page.keyboard.type("Half a ti")
    expect(cell(page, "WEB-3", "status")).to_have_text("In progress")
    page.keyboard.type("tle")
    expect(page.locator(".grid__form [name=title]")).to_have_value("Half a title")
    page.keyboard.press("Enter")
    expect(cell(page, "WEB-3", "name")).to_have_text("Half a title")


def test_a_conflict_shows_both_texts(table: Page, bob: Person) -> None:
    page = table
    cell(page, "WEB-3", "title").click()
    bob.post("/acme/tasks/WEB-3", {"title": "What Bob wrote", "version": "1"})
    page.keyboard.type("What Alice wrote")
    page.keyboard.press("Enter")
    for text in ("What Bob wrote", "What Alice wrote"):
        expect(page.get_by_text(text).first).to_be_visible()


def test_chosen_columns_are_shown_at_once_and_the_next_time(table: Page) -> None:
    page = table
    page.get_by_role("button", name="My order").click()
    page.get_by_role("checkbox", name="Estimate").check()
    expect(page.get_by_role("columnheader", name="Estimate")).to_be_visible()
    page.goto(TABLE)
    expect(page.get_by_role("columnheader", name="Estimate")).to_be_visible()
