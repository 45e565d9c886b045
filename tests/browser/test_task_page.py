"""A task's page in the browser: typed words, focus and place survive what happens around them."""

from playwright.sync_api import Page, expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits, slow_down
from tests.cast import PASSWORD, Team

TASK = "/acme/tasks/WEB-1"


def open_task(page: Page, team: Team) -> Page:
    write_plan(team)
    page.goto(TASK)
    return page


def test_the_title_is_saved_with_enter_and_when_it_is_left_and_escape_takes_it_back(
    page_of_alice: Page, team: Team
) -> None:
    page = open_task(page_of_alice, team)
    title = page.get_by_label("Title")
    title.fill("First")
    title.press("Enter")
    expect(page.locator("h1")).to_have_text("First")
    expect(page.locator("h1")).to_be_focused()
    title.fill("Second")
    title.press("Tab")
    expect(page.locator("h1")).to_have_text("Second")
    title.fill("Third")
    title.press("Escape")
    expect(title).to_have_value("Second")
    title.fill("")
    title.press("Tab")
    expect(title).to_have_value("Second")
    page.reload()
    expect(title).to_have_value("Second")
    expect(page.get_by_text("renamed")).to_have_count(2)


def test_a_comment_half_written_survives_the_work_around_it(page_of_alice: Page, team: Team) -> None:
    page = open_task(page_of_alice, team)
    comment = page.get_by_label("Comment", exact=True)
    comment.fill("half a thought")
    page.get_by_role("button", name="Complete “Write the text”").click()
    expect(page.get_by_role("button", name="Reopen “Write the text”")).to_be_focused()
    expect(comment).to_have_value("half a thought")
    page.get_by_role("button", name="Priority: Urgent").click()
    page.get_by_role("option", name="Medium").click()
    expect(page.get_by_role("button", name="Priority: Medium")).to_be_focused()
    expect(comment).to_have_value("half a thought")
    comment.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text="half a thought")).to_be_visible()
    expect(comment).to_have_value("")
    expect(comment).to_be_focused()


def test_subtasks_typed_faster_than_they_are_saved_all_show(page_of_alice: Page, team: Team) -> None:
    page = open_task(page_of_alice, team)
    slow_down(page)
    page.get_by_label("New subtask").focus()
    for title in ("One", "Two", "Three"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    page.keyboard.type("half a line")
    for title in ("One", "Two", "Three"):
        expect(page.get_by_test_id("subtasks").get_by_role("link", name=title)).to_be_visible()
    expect(page.get_by_label("New subtask")).to_have_value("half a line")
    expect(page.get_by_label("New subtask")).to_be_focused()


def test_properties_are_changed_in_place(page_of_alice: Page, team: Team) -> None:
    page = open_task(page_of_alice, team)
    page.get_by_role("button", name="Due: Today").click()
    page.locator("#picker").get_by_role("button", name="Tomorrow").click()
    expect(page.get_by_role("button", name="Due: Tomorrow")).to_be_focused()
    page.get_by_role("button", name="Due: Tomorrow").click()
    page.get_by_role("textbox", name="Due").fill("tomorrow 17:00")
    expect(page.locator("#picker output")).to_contain_text(", 17:00")
    page.locator("#picker").get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Due: Tomorrow 17:00").click()
    page.locator("#picker").get_by_role("button", name="No date").click()
    page.get_by_role("button", name="Due: None").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Assigned: Alice Bob").click()
    page.get_by_role("option", name="Bob Brown").click()
    expect(page.get_by_role("button", name="Assigned: Alice", exact=True)).to_be_visible()
    page.get_by_role("button", name="Estimate: None").click()
    page.get_by_role("textbox", name="Estimate").fill("soon")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write it like 45m, 2h or 1h 30m.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Estimate")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("2h")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Estimate: 2h")).to_be_visible()


def test_a_comment_is_edited_and_deleted_where_it_stands(page_of_alice: Page, team: Team) -> None:
    page = open_task(page_of_alice, team)
    mine = page.get_by_role("article").filter(has_text="The table is in.")
    mine.hover()
    mine.get_by_text("Edit", exact=True).click()
    mine.get_by_label("Edit the comment").fill("The table is nearly in.")
    mine.get_by_role("button", name="Save").click()
    changed = page.get_by_role("article").filter(has_text="nearly in")
    expect(changed.get_by_text("edited", exact=True)).to_be_visible()
    changed.get_by_text("Edit", exact=True).click()
    changed.get_by_role("button", name="Delete").click()
    expect(changed).to_have_count(0)
    page.wait_for_function("document.activeElement !== document.body")


def test_completing_a_task_with_open_subtasks_asks_first(page_of_alice: Page, team: Team) -> None:
    page = open_task(page_of_alice, team)
    page.get_by_role("button", name="Status: Pending").click()
    page.get_by_role("option", name="Completed", exact=True).click()
    page.get_by_role("button", name="Complete all").click()
    expect(page.get_by_role("button", name="Status: Completed")).to_be_visible()
    expect(page.get_by_role("button", name="Reopen “Write the text”")).to_be_visible()


def test_two_people_editing_one_field_see_both_texts(visits: Visits, team: Team) -> None:
    alice = open_task(visits(team.alice), team)
    bob = visits(team.bob)
    bob.goto(TASK)
    alice.get_by_label("Title").fill("Alice’s title")
    bob.get_by_label("Title").fill("Bob’s title")
    bob.get_by_label("Title").press("Enter")
    expect(bob.locator("h1")).to_have_text("Bob’s title")
    alice.get_by_label("Title").press("Enter")
    expect(alice.get_by_role("heading", level=1)).to_contain_text("Bob Brown changed this task")
    expect(alice.get_by_test_id("version-mine")).to_have_text("Alice’s title")
    expect(alice.get_by_test_id("version-theirs")).to_have_text("Bob’s title")
    alice.wait_for_function("document.activeElement !== document.body")
    alice.get_by_role("button", name="Keep yours").click()
    expect(alice.get_by_label("Title")).to_have_value("Alice’s title")


def test_two_people_editing_different_fields_keep_both(visits: Visits, team: Team) -> None:
    alice = open_task(visits(team.alice), team)
    bob = visits(team.bob)
    bob.goto(TASK)
    bob.get_by_role("button", name="Priority: Urgent").click()
    bob.get_by_role("option", name="Low").click()
    expect(bob.get_by_role("button", name="Priority: Low")).to_be_visible()
    alice.get_by_label("Title").fill("Alice’s title")
    alice.get_by_label("Title").press("Enter")
    expect(alice.get_by_role("button", name="Priority: Low")).to_be_visible()
    expect(alice.get_by_label("Title")).to_have_value("Alice’s title")


def test_a_plain_form_sent_after_the_session_ended_comes_back_filled(visits: Visits, team: Team) -> None:
    page = visits(team.alice)
    page.goto("/acme/tasks/new")
    page.get_by_label("Title").fill("A good idea")
    page.context.clear_cookies()
    page.get_by_role("button", name="Add the task").click()
    sign_in(page, team)
    page.wait_for_url("**/acme/tasks/new")
    expect(page.get_by_label("Title")).to_have_value("A good idea")


def test_a_session_that_ends_while_one_writes_loses_no_word(visits: Visits, team: Team) -> None:
    page = open_task(visits(team.alice), team)
    page.get_by_label("Comment", exact=True).fill("A long thought")
    page.context.clear_cookies()
    page.get_by_role("button", name="Comment", exact=True).click()
    sign_in(page, team)
    page.wait_for_url(f"**{TASK}")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("A long thought")


def sign_in(page: Page, team: Team) -> None:
    page.get_by_label("Email").fill(team.alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
