"""The first day: Alice signs up, invites Bob, they plan real work, and both see it, with scripts and without."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import PHONE, Visits

PASSWORD = "a few unrelated words"


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="with scripts"),
        pytest.param({"java_script_enabled": False}, id="without scripts"),
        pytest.param(PHONE, id="on a phone"),
    ],
)
def test_two_people_plan_and_finish_work_on_their_first_day(visits: Visits, options: dict[str, Any]) -> None:
    scripts = options.get("java_script_enabled", True)
    alice, bob = visits(**options), visits(**options)
    sign_up(alice)
    make_project(alice)
    accept(bob, invite(alice))
    alice.goto("/northlight/projects/WEB")
    add(alice, "Write the text", scripts=scripts)
    add(alice, "Plan the launch\n  Pick a date\nRenew the domain", scripts=scripts)
    assign_to_bob(alice)
    expect_update(bob, "Write the text")
    comment(alice, "@Bob, the old text is in the drawer.")
    expect_update(bob, "the old text is in the drawer")
    complete(bob)
    alice.goto("/northlight/projects/WEB?status=closed")
    expect(alice.get_by_role("button", name="Reopen “Write the text”")).to_be_visible()
    bob.goto("/northlight/tasks/WEB-1")
    expect(bob.get_by_test_id("activity")).to_contain_text("completed")


def sign_up(page: Page) -> None:
    page.goto("/")
    page.goto("/sign-up")
    page.get_by_label("Your name").fill("Alice Adams")
    page.get_by_label("Email").fill("alice@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()
    page.goto("/workspaces/new")
    page.get_by_label("Name").fill("Northlight")
    page.get_by_role("button", name="Make the workspace").click()
    page.wait_for_url("**/northlight/**")


def make_project(page: Page) -> None:
    page.goto("/northlight/projects/new")
    page.get_by_label("Name").fill("Website")
    page.get_by_label("Key").fill("WEB")
    page.get_by_role("button", name="Create the project").click()
    page.wait_for_url("**/northlight/projects/WEB")


def invite(page: Page) -> str:
    """Invite Bob and return the link that is shown once."""
    page.goto("/northlight/settings/members")
    page.get_by_label("Email addresses").fill("bob@example.com")
    page.get_by_role("button", name="Invite").click()
    return page.get_by_label("Link for bob@example.com").input_value()


def accept(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Bob Brown")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account and join").click()
    page.wait_for_url("**/northlight/**")


def add(page: Page, lines: str, *, scripts: bool) -> None:
    page.get_by_label("New task", exact=True).fill(lines)
    if scripts:
        page.get_by_label("New task", exact=True).press("Enter")
        expect(page.get_by_label("New task", exact=True)).to_have_value("")
    else:
        page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name=lines.splitlines()[-1])).to_be_visible()


def assign_to_bob(page: Page) -> None:
    page.get_by_role("link", name="Write the text").click()
    page.get_by_role("button", name="Assigned: Nobody").click()
    page.locator("#main .picker, #picker").get_by_text("Bob Brown").click()
    expect(page.get_by_role("button", name="Assigned: Bob")).to_be_visible()


def expect_update(page: Page, text: str) -> None:
    """Open Updates once the relay has brought the news; to ask without drawing the page is much cheaper."""
    for _ in range(300):
        if text in page.request.get("/northlight/updates").text():
            break
        page.wait_for_timeout(200)
    page.goto("/northlight/updates")
    expect(page.get_by_role("main").get_by_text(text)).to_be_visible()


def comment(page: Page, text: str) -> None:
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("article", name="Comment by Alice Adams")).to_be_visible()


def complete(page: Page) -> None:
    page.goto("/northlight/projects/WEB")
    check = page.get_by_role("button", name="Complete “Write the text”")
    check.click()
    expect(check).to_have_count(0)
    page.goto("/northlight/tasks/WEB-1")
    expect(page.get_by_role("button", name="Status: Completed")).to_be_visible()
