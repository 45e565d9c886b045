"""Settings, projects and trash change without a reload; the sidebar and the toasts come along."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Team

MARK = "window.stayed = true"
STAYED = "window.stayed === true"


def test_settings_are_saved_without_a_reload(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto("/acme/settings/profile")
    page.evaluate(MARK)
    page.get_by_label("Name", exact=True).fill("Alice Archer")
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.locator("#sidebar")).to_contain_text("Alice Archer")
    page.get_by_role("link", name="Labels", exact=True).last.click()
    expect(page).to_have_url("**/settings/labels".replace("**", page.url.split("/acme")[0] + "/acme"))


def test_a_mistake_in_settings_comes_back_and_passwords_go_once_they_are_taken(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto("/acme/settings/password")
    page.evaluate(MARK)
    page.get_by_label("Current password").fill("not my password")
    page.get_by_label("New password", exact=True).fill("seven new umbrellas")
    page.get_by_label("New password", exact=True).press("Enter")
    expect(page.get_by_label("Current password")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("New password", exact=True)).to_have_value("seven new umbrellas")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("Current password").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Your password is changed.")
    expect(page.get_by_label("Current password")).to_have_value("")
    expect(page.get_by_label("New password", exact=True)).to_have_value("")
    assert page.evaluate(STAYED)


def test_a_project_is_renamed_without_a_reload(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto("/acme/projects/WEB/settings")
    page.evaluate(MARK)
    page.get_by_label("Name", exact=True).first.fill("Web and more")
    page.get_by_label("Name", exact=True).first.press("Enter")
    expect(page.locator("#sidebar")).to_contain_text("Web and more")
    assert page.evaluate(STAYED)
    page.reload()
    expect(page.get_by_label("Name", exact=True).first).to_have_value("Web and more")


def test_a_task_comes_back_from_the_trash_without_a_reload(page_of_alice: Page, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Not lost"})
    team.alice.post("/acme/tasks/WEB-1/trash")
    page = page_of_alice
    page.goto("/acme/trash")
    page.evaluate(MARK)
    page.get_by_role("button", name="Restore").first.click()
    expect(page.locator("#sidebar #open-WEB")).to_contain_text("1")
    assert page.evaluate(STAYED)
