"""A list in the browser: lines become tasks at once, however fast they come, and the counts follow."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits, slow_down, until
from tests.cast import Person, Team

LIST = "/acme/projects/WEB"
NONE_LOW = "() => !/[1-9]/.test(document.querySelector('#group-low summary')?.textContent ?? '')"
"""The group says 0, or has gone by then."""


def rows(page: Page) -> Locator:
    return page.locator(".task-row__title")


def test_lines_become_tasks_inline_and_pasted(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(LIST)
    page.keyboard.press("c")
    for title in ("Write the text", "Choose the pictures"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    expect(page.get_by_test_id("task-row")).to_have_count(2)
    page.get_by_label("New task", exact=True).fill(
        "Plan the launch\n  Pick a date\n" + "x" * 201 + "\nRenew the domain"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("task-row")).to_have_count(4)
    expect(rows(page)).to_have_text(["Write the text", "Choose the pictures", "Plan the launch", "Renew the domain"])
    expect(page.get_by_role("alert")).to_contain_text("1 line could not be added")
    expect(page.get_by_label("New task", exact=True)).to_be_focused()


def test_many_labels_leave_the_title_its_room(page_of_alice: Page, alice: Person) -> None:
    labels = " ".join(f'@"something that takes a while {number}"' for number in range(9))
    alice.post("/acme/projects/WEB/tasks", {"title": f"Short title {labels}"})
    page = page_of_alice
    page.goto(LIST)
    title = page.get_by_role("link", name="Short title")
    assert title.evaluate("(link) => link.scrollWidth <= link.clientWidth && link.clientWidth > 50")


def test_lines_typed_faster_than_a_slow_line_carries_them_all_arrive_in_order(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(LIST)
    slow_down(page)
    page.get_by_label("New task", exact=True).focus()
    titles = [f"Line {number}" for number in range(1, 7)]
    for title in titles:
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    page.keyboard.type("half a line")
    expect(page.get_by_test_id("task-row")).to_have_count(6)
    expect(rows(page)).to_have_text(titles)
    expect(page.get_by_label("New task", exact=True)).to_have_value("half a line")


def test_a_double_click_makes_one_task(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(LIST)
    page.get_by_label("New task", exact=True).fill("Only once")
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.get_by_test_id("task-row")).to_have_count(1)
    page.goto("/acme/tasks/new?project=WEB")
    page.get_by_label("Title").fill("Once more")
    page.get_by_role("button", name="Add the task").dblclick()
    page.wait_for_url("**/acme/tasks/WEB-*")
    page.goto(LIST)
    expect(rows(page)).to_have_text(["Only once", "Once more"])


def test_completing_corrects_every_count_on_the_page(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(LIST)
    expect(page.get_by_test_id("counts")).to_have_text("7 open, 1 late")
    page.get_by_role("button", name="Complete “Send the photo release form").click()
    expect(page.get_by_test_id("counts")).to_have_text("6 open")
    expect(page.get_by_role("button", name="Reopen “Send the photo release form")).to_be_visible()
    expect(page.locator("#group-section-count, #sidebar [aria-current] small")).to_contain_text("6")


def test_the_place_in_a_long_list_stays_while_tasks_are_completed(page_of_alice: Page, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(1, 51))})
    page = page_of_alice
    page.goto(LIST)
    check = page.get_by_role("button", name="Complete “Task 40”")
    check.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    check.click()
    expect(page.get_by_role("button", name="Reopen “Task 40”")).to_be_focused()
    until(page, lambda: page.evaluate("scrollY") == before)


def test_filters_live_in_the_address_so_that_back_and_forward_work(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(LIST)
    page.get_by_role("link", name="Filter", exact=True).click()
    page.get_by_label("Field 1").select_option("priority")
    page.get_by_role("dialog", name="Filter").get_by_text("High", exact=True).click()
    expect(page.get_by_label("As text")).to_have_value("priority:high")
    expect(page.get_by_test_id("builder-count")).to_have_text("2 tasks match")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**filter=priority:high**")
    expect(page.get_by_test_id("task-row")).to_have_count(2)
    page.get_by_role("link", name="Order the signs").click()
    page.wait_for_url("**open=WEB-6")
    page.go_back()
    expect(page.get_by_test_id("task-row")).to_have_count(2)
    page.go_back()
    expect(page.get_by_test_id("task-row")).to_have_count(6)
    page.go_forward()
    page.get_by_role("link", name="High priority Remove this filter").click()
    expect(page.get_by_test_id("task-row")).to_have_count(6)


def test_what_was_changed_elsewhere_shows_after_going_back(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(LIST)
    page.goto("/acme/tasks/WEB-6")
    page.get_by_label("Title").fill("Order the big signs")
    page.get_by_label("Title").press("Enter")
    expect(page.locator("h1")).to_have_text("Order the big signs")
    page.go_back()
    expect(page.get_by_role("link", name="Order the big signs")).to_be_visible()


def test_more_rows_come_below_without_leaving_the_page(visits: Visits, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(1, 121))})
    page = visits(team.alice)
    page.goto(LIST)
    expect(page.get_by_test_id("task-row")).to_have_count(50)
    for shown in (100, 120):
        page.get_by_role("link", name="More", exact=True).click()
        expect(page.get_by_test_id("task-row")).to_have_count(shown)
    assert len(set(rows(page).all_text_contents())) == 120
    expect(page).to_have_url(visits.address + LIST)


def test_a_changed_task_goes_to_its_group_and_the_counts_follow(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto(f"{LIST}?group=priority")
    high = page.locator("#group-high summary")
    expect(high).to_contain_text("2")
    team.alice.post("/acme/tasks/WEB-2", {"status": "completed"})
    how = "{source: '#counts', swap: 'none', values: {priority: 'high'}}"
    page.evaluate(f"htmx.ajax('POST', '/acme/tasks/WEB-5', {how})")
    expect(page.locator("#rows-high #task-WEB-5")).to_be_visible()
    expect(high).to_contain_text("2")
    page.wait_for_function(NONE_LOW)
