"""Everything can be done with keys alone, and the focus never falls back to the start of the page."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits, until
from tests.cast import Team

LIST = "/acme/projects/WEB"
FOCUS = """() => {
    const at = document.activeElement;
    const label = at.getAttribute("aria-label") ?? at.textContent.trim().replace(/\\s+/g, " ");
    return at === document.body ? "nowhere" : `${at.localName} ${label}`;
}"""


def focus(page: Page) -> str:
    """Return what has the focus, as `link Name`."""
    return str(page.evaluate(FOCUS))


def tab_to(page: Page, name: str, *, key: str = "Tab", most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if name in focus(page):
            return
    raise AssertionError(f"{key} never reaches {name!r}")


def test_the_first_tab_offers_to_skip_to_the_content(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto("/acme/tasks")
    page.keyboard.press("Tab")
    assert focus(page) == "a Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_day_with_keys_alone(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto("/acme/overview")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/acme/projects")
    tab_to(page, "Website")
    tab_to(page, "Website", key="Shift+Tab")
    page.goto(LIST)
    page.keyboard.press("c")
    assert focus(page) == "textarea New task"
    page.keyboard.type("Made with keys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Made with keys")).to_be_visible()
    until(page, lambda: focus(page) == "textarea New task")
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    tab_to(page, "a Made with keys", key="j")
    tab_to(page, "Complete “Made with keys”", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Reopen “Made with keys”")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Complete “Made with keys”")).to_be_focused()
    tab_to(page, "a Made with keys")
    page.keyboard.press("Enter")
    page.wait_for_url("**?open=WEB-*")
    expect(page.get_by_role("heading", level=2, name="Made with keys")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/acme/projects/INBOX")
    expect(page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Search and filter")).to_be_focused()
    page.keyboard.type("keys")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("task-row")).to_have_count(1)


def test_what_is_typed_while_a_key_leads_to_a_field_is_for_that_field(visits: Visits, team: Team) -> None:
    write_plan(team)
    page = visits(team.alice, service_workers="block")  # which would ask for the page itself
    page.goto("/acme/tasks/WEB-4")
    held: list[Route] = []
    page.route(re.compile("focus=q$"), lambda route: held.append(route))
    page.keyboard.press("/")
    until(page, lambda: held)
    page.keyboard.type("edge signd")
    page.keyboard.press("Backspace")
    held[0].continue_()
    page.wait_for_url("**focus=q")
    expect(page.get_by_label("Search and filter")).to_have_value("edge sign")
    page.goto("/acme/tasks/WEB-4")
    expect(page.get_by_role("button", name="Status: Pending")).to_be_visible()
    visits.faults = [fault for fault in visits.faults if "Service Worker registration blocked" not in fault]


def test_properties_open_change_and_close_with_keys(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto("/acme/tasks/WEB-4")
    tab_to(page, "Priority: None")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Priority")).to_be_focused()
    page.keyboard.press("Escape")
    until(page, lambda: focus(page) == "button Priority: None")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="Urgent")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Priority: High")).to_be_focused()
    tab_to(page, "Due:", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Due")).to_be_focused()
    page.keyboard.type("today")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Due: Today")).to_be_focused()
    tab_to(page, "Task menu", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Move to", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/acme/projects/WEB")
    expect(page.get_by_role("link", name="Redirect the old blog addresses")).to_have_count(0)


def test_writing_with_keys_leaves_the_focus_where_the_hand_expects_it(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto("/acme/tasks/WEB-4")
    tab_to(page, "New subtask")
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Two")).to_be_visible()
    until(page, lambda: focus(page) == "textarea New subtask")
    tab_to(page, "Add a description", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("In **words**")
    page.keyboard.press("Control+Enter")
    text = page.get_by_test_id("description").locator("strong")
    expect(text).to_be_visible()
    until(page, lambda: "Edit the description" in focus(page))
    page.keyboard.press("Enter")
    expect(text).to_be_hidden()
    page.keyboard.press("Escape")
    expect(text).to_be_visible()
    until(page, lambda: "Edit the description" in focus(page))
    tab_to(page, "Comment")
    page.keyboard.type("Done with keys")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article")).to_contain_text("Done with keys")
    until(page, lambda: focus(page) == "textarea Comment")


def test_single_keys_do_nothing_while_typing_nor_with_the_keys_of_the_browser(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(LIST)
    page.keyboard.press("c")
    page.keyboard.type("c g i / are letters here")
    expect(page.get_by_label("New task", exact=True)).to_have_value("c g i / are letters here")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+c")
    assert focus(page) != "textarea New task"
