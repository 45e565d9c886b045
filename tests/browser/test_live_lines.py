"""Open pages keep up whatever becomes of their line: without streams, behind other tabs, or past failing answers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.test_live import listen, row, show
from tests.browser.visits import Visits, until
from tests.cast import Team

LIST = "/acme/projects/WEB"
STREAM = re.compile(r"/stream$")


@pytest.mark.parametrize("answer", [lambda route: route.fulfill(status=204), lambda route: None], ids=["none", "mute"])
def test_without_streams_all_seen_pages_ask_now_and_then(
    team: Team, visits: Visits, answer: Callable[[Route], None]
) -> None:
    first = visits(team.alice)
    first.context.route(STREAM, answer)
    first.context.clock.install()
    first.context.add_init_script("Math.random = () => 0")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(LIST)
        page.wait_for_timeout(300)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "Quietly made"})
    for _ in range(15):
        first.clock.run_for(1_000)
        first.wait_for_timeout(50)
    second.wait_for_timeout(300)
    second.clock.run_for(1_000)
    expect(row(first, "Quietly made")).to_be_visible()
    expect(row(second, "Quietly made")).to_be_visible()


def test_a_tab_that_got_the_line_while_it_was_behind_opens_it(team: Team, visits: Visits) -> None:
    first = visits(team.alice)
    listen(first, LIST)
    second = first.context.new_page()
    second.goto(LIST)
    second.wait_for_timeout(300)
    show(second, hidden=True)
    first.close()
    second.wait_for_timeout(300)
    show(second, hidden=False)
    second.wait_for_timeout(300)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "Heard"})
    expect(row(second, "Heard")).to_be_visible()


def test_only_the_one_tab_comes_back_to_the_stream(team: Team, visits: Visits) -> None:
    first = visits(team.alice)
    listen(first, LIST)
    second = first.context.new_page()
    asked: list[str] = []
    second.on("request", lambda request: asked.append(request.url) if STREAM.search(request.url) else None)
    second.goto(LIST)
    with first.expect_response(STREAM):
        first.context.set_offline(True)
        first.context.set_offline(False)
    second.wait_for_timeout(500)
    assert asked == []


def test_a_page_that_could_not_be_asked_for_is_asked_for_again(team: Team, visits: Visits) -> None:
    page = visits(team.alice)
    page.context.add_init_script("Math.random = () => 0")
    visits.foreseen.add(503)
    listen(page, LIST)
    page.route(f"**{LIST}", lambda route: route.fulfill(status=503), times=1)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "Made in a bad minute"})
    expect(row(page, "Made in a bad minute")).to_be_visible()


def test_answers_that_come_in_the_wrong_order_do_not_leave_the_older_state(team: Team, visits: Visits) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One\nTwo\nThree"})
    page = visits(team.alice)
    listen(page, LIST)
    held: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        answer = route.fetch()
        held.append(lambda: route.fulfill(response=answer))

    page.route("**/tasks/status", hold, times=1)  # the second tick goes ahead of it
    page.locator("#task-WEB-1 button.check").click()
    until(page, lambda: held)
    with page.expect_response("**/tasks/status"):
        page.locator("#task-WEB-2 button.check").click()
    expect(page.locator("#open-WEB")).to_contain_text("1")
    held[0]()
    page.wait_for_timeout(200)
    expect(page.locator("#open-WEB")).to_contain_text("1")
    expect(page.locator("#task-WEB-1")).to_have_count(0)


def test_a_panel_that_comes_late_does_not_show_what_was_before(team: Team, visits: Visits) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Before"})
    page = visits(team.alice)
    listen(page, LIST)

    def late(route: Route) -> None:
        answer = route.fetch()
        team.bob.post("/acme/tasks/WEB-1", {"title": "Newer words", "version": "1"})
        page.wait_for_timeout(1_500)
        route.fulfill(response=answer)

    page.route("**/tasks/WEB-1/panel", late)
    page.get_by_role("link", name="Before").click()
    expect(page.locator("#panel #task-title textarea")).to_have_value("Newer words")


def test_a_row_that_is_being_renamed_meets_what_others_changed(team: Team, visits: Visits) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Before"})
    page = visits(team.alice)
    listen(page, LIST)
    page.keyboard.press("j")
    page.keyboard.press("F2")
    field = page.get_by_role("textbox", name="Title")
    field.fill("My words")
    team.bob.post("/acme/tasks/WEB-1", {"title": "Words of Bob", "version": "1"})
    team.bob.post("/acme/projects/WEB/tasks", {"title": "Another"})
    expect(row(page, "Another")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).not_to_have_attribute("data-gone", "")
    field.press("Enter")
    expect(page.locator(".versions, dialog[open]").first).to_contain_text("Words of Bob")
    expect(page.locator(".versions, dialog[open]").first).to_contain_text("My words")


def test_a_column_that_was_continued_does_not_shrink(team: Team, visits: Visits) -> None:
    for part in range(2):
        team.bob.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {part}-{n}" for n in range(50))})
    page = visits(team.alice)
    listen(page, f"{LIST}/board")
    before = page.locator("main [data-task]").count()
    page.locator(".board__more a").first.click()
    expect(page.locator("main [data-task]")).not_to_have_count(before)
    after = page.locator("main [data-task]").count()
    team.bob.post("/acme/tasks/WEB-1/trash")
    expect(page.locator("#task-WEB-1")).to_have_count(0)
    assert page.locator("main [data-task]").count() >= after - 1
