"""Undo in the browser: by the toast, by keys, from the history; and the pages are good for everyone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.access import faults_of
from tests.browser.plan import write_plan
from tests.cast import Team

LIST = "/acme/projects/WEB"


def test_a_toast_takes_back_what_was_done_and_does_it_again(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(LIST)
    page.get_by_role("button", name="Complete “Order the signs”").click()
    toast = page.locator(".toast", has_text="“Order the signs” completed")
    toast.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Complete “Order the signs”")).to_be_visible()
    undone = page.locator(".toast", has_text="Undone: completed “Order the signs”")
    expect(undone).to_be_visible()
    page.keyboard.press("F6")
    expect(undone.get_by_role("button", name="Redo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".toast", has_text="Redone: completed “Order the signs”")).to_be_visible()
    assert faults_of(page, "#toasts") == []


def test_keys_undo_and_redo_but_not_in_a_field(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    team.alice.post("/acme/tasks/WEB-6", {"title": "Order the big signs"})
    page = page_of_alice
    page.goto(LIST)
    field = page.get_by_label("New task", exact=True)
    field.fill("buzz")
    field.press("z")
    field.press("Control+z")
    expect(page.get_by_role("link", name="Order the big signs")).to_be_visible()
    field.fill("")
    field.blur()
    page.keyboard.press("z")
    expect(page.get_by_role("link", name="Order the signs")).to_be_visible()
    page.keyboard.press("Shift+Z")
    expect(page.get_by_role("link", name="Order the big signs")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("link", name="Order the signs")).to_be_visible()


def test_a_change_is_undone_from_the_history(page_of_alice: Page, phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    team.bob.post("/acme/tasks/WEB-6", {"title": "Order the big signs"})
    page = page_of_alice
    page.goto(LIST)
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/acme/history")
    expect(page.get_by_role("heading", name="History", exact=True)).to_be_visible()
    assert faults_of(page) == []
    line = page.get_by_test_id("change").first
    expect(line).to_contain_text("Bob Brown changed the title of “Order the big signs”")
    line.get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("change").first).to_contain_text("by undo")
    expect(page.get_by_test_id("change").nth(1)).to_contain_text("Undone by you")
    page.get_by_label("Who").select_option("Bob Brown")
    expect(page.get_by_test_id("change").first).to_contain_text("Bob Brown")
    phone = phone_of_alice
    phone.goto("/acme/history")
    assert faults_of(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_was_changed_since_is_shown(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    team.alice.post("/acme/tasks/WEB-6", {"title": "Order the big signs"})
    team.bob.post("/acme/tasks/WEB-6", {"title": "Order small signs"})
    page = page_of_alice
    page.goto(LIST)
    page.keyboard.press("z")
    expect(page.get_by_role("heading", name="This was changed since")).to_be_visible()
    expect(page.get_by_test_id("changed-since")).to_contain_text("Order small signs")
    assert faults_of(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Undo it anyway").click()
    page.goto(LIST)
    expect(page.get_by_role("link", name="Order the signs")).to_be_visible()
