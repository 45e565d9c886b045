"""A task beside its list: opened, changed, walked and left without leaving the list."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import access
from tests.browser.plan import write_plan
from tests.browser.test_keyboard import focus
from tests.browser.visits import DESKTOP, PHONE, Visits, until
from tests.cast import Team

LIST = "/acme/projects/WEB"


def open_task(page: Page, title: str, path: str = LIST) -> None:
    page.goto(path)
    page.get_by_role("link", name=title).click()
    expect(panel_of(page).get_by_role("heading", level=2, name=title)).to_be_focused()


def panel_of(page: Page) -> Any:
    return page.get_by_role("complementary", name="Task", exact=True)


def row(page: Page, title: str) -> Any:
    return page.get_by_test_id("task-row").filter(has_text=title)


def test_back_forward_and_reload_keep_the_list_and_its_filters(visits: Visits, team: Team) -> None:
    write_plan(team)
    page = visits(team.alice)
    open_task(page, "Order the signs", f"{LIST}?priority=high")
    expect(page).to_have_url(f"{visits.address}{LIST}?priority=high&open=WEB-6")
    expect(row(page, "Order the signs").get_by_role("link", name="Order")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    until(page, lambda: focus(page) == "a Order the signs")
    page.go_forward()
    expect(panel_of(page)).to_contain_text("WEB-6")
    page.reload()
    expect(panel_of(page)).to_contain_text("WEB-6")
    expect(page.get_by_test_id("task-row")).to_have_count(2)
    panel_of(page).get_by_role("link", name="Close").click()
    expect(page).to_have_url(f"{visits.address}{LIST}?priority=high")
    until(page, lambda: focus(page) == "a Order the signs")


def test_a_change_in_the_panel_shows_in_the_row_and_the_reverse(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    open_task(page, "Move the pricing page")
    panel = panel_of(page)
    panel.get_by_label("Title").fill("Move the prices")
    panel.get_by_label("Title").press("Enter")
    expect(row(page, "Move the prices")).to_be_visible()
    expect(panel.get_by_role("heading", name="Move the prices")).to_be_focused()
    panel.get_by_role("button", name="Complete “Write the text”").click()
    expect(row(page, "Move the prices").get_by_role("img", name="2 of 2 subtasks done")).to_be_visible()
    panel.get_by_label("Comment", exact=True).press_sequentially("Done at last, @B")
    expect(panel.get_by_role("option", name="Bob Brown", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(row(page, "Move the prices").get_by_role("img", name="3 comments")).to_be_visible()
    expect(panel.get_by_role("paragraph").filter(has_text="Done at last, @Bob Brown")).to_be_in_viewport()
    row(page, "Move the prices").get_by_role("button", name="Complete").click()
    expect(panel.get_by_role("button", name="Status: Completed")).to_be_visible()
    expect(page.get_by_role("link", name="Move the prices")).to_have_attribute("aria-current", "true")


def test_a_task_put_into_the_trash_or_another_project_leaves_its_place(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    open_task(page, "Order the signs")
    panel = panel_of(page)
    panel.get_by_role("button", name="Project: Website").click()
    page.get_by_role("option", name="Everything that has to happen").click()
    page.wait_for_url("**open=LONG-1")
    expect(panel).to_contain_text("LONG-1")
    page.get_by_role("link", name="Redirect the old blog").click()
    expect(panel).to_contain_text("WEB-4")
    panel.get_by_role("button", name="Task menu").click()
    panel.get_by_role("button", name="Put into the trash").click()
    expect(panel).to_be_hidden()
    expect(row(page, "Redirect the old blog")).to_have_count(0)
    until(page, lambda: "open=" not in page.url)


def test_the_panel_is_walked_and_left_with_keys_alone(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(LIST)
    page.get_by_role("link", name="Cut the onboarding video").focus()
    page.keyboard.press("Enter")
    panel = panel_of(page)
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    expect(panel.get_by_role("button", name="Previous task")).to_be_disabled()
    panel.get_by_role("button", name="Next task").focus()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("WEB-4")
    expect(panel.get_by_role("button", name="Next task")).to_be_focused()
    panel.get_by_label("Comment", exact=True).focus()
    page.keyboard.type("half a thought")
    page.keyboard.press("Escape")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    until(page, lambda: focus(page) == "a Redirect the old blog addresses")
    page.keyboard.press("Enter")
    expect(panel.get_by_label("Comment", exact=True)).to_have_value("half a thought")


def test_other_ways_to_click_open_the_page_itself(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(LIST)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Order the signs").click(modifiers=["Control"])
    opened.value.wait_for_url("**/acme/tasks/WEB-6")
    expect(panel_of(page)).to_be_hidden()
    page.get_by_role("link", name="Order the signs").click()
    panel_of(page).get_by_role("link", name="Open as page").click()
    page.wait_for_url("**/acme/tasks/WEB-6")
    expect(page.get_by_role("heading", level=1, name="Order the signs")).to_be_attached()


def test_on_a_phone_the_task_covers_the_list(visits: Visits, team: Team) -> None:
    write_plan(team)
    page = visits(team.alice, **PHONE, reduced_motion="reduce")
    open_task(page, "Order the signs")
    box = panel_of(page).bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
    expect(page.locator("#main")).to_have_attribute("inert", "")
    page.go_back()
    expect(panel_of(page)).to_be_hidden()
    expect(page.locator("#main")).not_to_have_attribute("inert", "")


@pytest.mark.parametrize("size", [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")])
def test_the_panel_is_accessible(visits: Visits, team: Team, size: dict[str, Any]) -> None:
    write_plan(team)
    page = visits(team.alice, **size, reduced_motion="reduce")
    open_task(page, "Move the pricing page")
    assert not (faults := access.faults_of(page)), "\n".join(faults)


def test_what_is_refused_is_taken_back(page_of_alice: Page, team: Team, visits: Visits) -> None:
    write_plan(team)
    visits.foreseen.add(500)
    page = page_of_alice
    page.goto(LIST)
    held: list[Route] = []
    page.route("**/status", lambda route: held.append(route))
    page.route("**/WEB/tasks", lambda route: held.append(route))
    page.get_by_role("button", name="Complete “Order the signs”").click()
    check = page.get_by_role("button", name="Complete “Order the signs”")
    expect(check).to_have_attribute("data-status", "completed")
    page.get_by_label("New task", exact=True).fill("Never to be")
    page.get_by_label("New task", exact=True).press("Enter")
    expect(page.locator(".list--new")).to_contain_text("Never to be")
    until(page, lambda: len(held) == 2)
    for route in held:
        route.fulfill(status=500, body="")
    expect(check).to_have_attribute("data-status", "pending")
    expect(page.locator(".list--new")).to_have_count(0)
    expect(page.get_by_label("New task", exact=True)).to_have_value("Never to be")
    expect(page.locator(".toast").first).to_contain_text("could not be saved")
