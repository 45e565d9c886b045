"""What others do appears by itself, and disturbs nothing that somebody is doing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.database import utcnow
from tests.browser.visits import Visits, until
from tests.cast import Team


@pytest.fixture
def list_of_alice(team: Team, visits: Visits) -> Page:
    team.bob.post("/acme/projects/WEB/tasks", {"title": "First\nSecond\nThird"})
    page = visits(team.alice)
    listen(page, "/acme/projects/WEB")
    return page


def listen(page: Page, path: str) -> None:
    """Open a page and wait until it hears: from then on it does not look by itself any more."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    heard: list[str] = []
    wire.on("Network.eventSourceMessageReceived", lambda event: heard.append(event["eventName"]))
    page.goto(path)
    until(page, lambda: "hello" in heard)
    wire.detach()


def row(page: Page, title: str):  # type: ignore[no-untyped-def]
    return page.locator("[data-task]", has_text=title)


def test_a_change_appears_on_a_list_with_the_one_who_made_it(team: Team, list_of_alice: Page) -> None:
    team.bob.post("/acme/projects/WEB/tasks", {"title": "Fourth"})
    news = list_of_alice.locator("[data-task][data-live]", has_text="Bob just now")  # both for five seconds
    expect(news).to_contain_text("Fourth")
    expect(list_of_alice.locator("#open-WEB")).to_contain_text("4")
    expect(list_of_alice.locator("#live")).to_have_text("Bob added WEB-4")
    team.bob.post("/acme/tasks/WEB-4", {"title": "Fourth and last", "version": "1"})
    expect(row(list_of_alice, "Fourth and last")).to_be_visible()
    expect(row(list_of_alice, "Fourth")).not_to_have_attribute("data-live", "")


def test_many_new_rows_find_their_places_without_the_list_anew(team: Team, list_of_alice: Page) -> None:
    page, asked = list_of_alice, list[str]()
    listen(page, "/acme/projects/WEB?sort=created")
    page.on("request", lambda request: asked.append(request.url) if "/news" in request.url else None)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"New {n:02}" for n in range(20))})
    expect(row(page, "New 19")).to_be_visible()
    titles = [f"New {n:02}" for n in range(20)] + ["First", "Second", "Third"]
    expect(page.locator("[data-task] .task-row__title")).to_have_text(titles[19::-1] + titles[:19:-1])
    assert asked
    assert not [url for url in asked if "all=" in url]


def test_focus_scroll_and_open_menus_stay_where_they_are(team: Team, list_of_alice: Page) -> None:
    page = list_of_alice
    team.bob.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"More {n}" for n in range(40))})
    expect(row(page, "More 39")).to_be_attached()
    field = page.locator("main form textarea").first
    field.fill("half a tho")
    page.evaluate("document.querySelector('main form textarea').setSelectionRange(2, 5)")
    team.bob.post("/acme/tasks/WEB-2/trash")
    expect(row(page, "Second")).to_have_count(0)
    expect(field).to_have_value("half a tho")
    expect(field).to_be_focused()
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [2, 5]

    field.fill("")
    check = row(page, "More 20").locator("button").first
    check.focus()
    top = check.evaluate("element => (element.scrollIntoView({block: 'center'}), element.getBoundingClientRect().top)")
    team.bob.post("/acme/tasks/WEB-1/trash")
    expect(row(page, "First")).to_have_count(0)
    expect(check).to_be_focused()
    assert abs(check.evaluate("element => element.getBoundingClientRect().top") - top) < 2

    page.locator("#sidebar [popovertarget=you]").click()
    team.bob.post("/acme/tasks/WEB-3/trash")
    expect(row(page, "Third")).to_have_count(0)
    expect(page.locator("#you")).to_be_visible()


def test_a_row_under_the_pointer_waits_until_the_pointer_leaves(team: Team, list_of_alice: Page) -> None:
    page = list_of_alice
    row(page, "Second").hover()
    page.wait_for_timeout(400)
    team.bob.post("/acme/tasks/WEB-2/trash")
    expect(row(page, "Second")).to_have_attribute("data-gone", "")
    page.mouse.move(5, 5)
    expect(row(page, "Second")).to_have_count(0)


def test_words_that_are_being_typed_stay_and_saving_shows_both(team: Team, visits: Visits) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    page = visits(team.alice)
    listen(page, "/acme/tasks/WEB-1")
    title = page.locator("#task-title textarea, #task-title input[name=title]").first
    title.fill("My own words")
    team.bob.post("/acme/tasks/WEB-1", {"title": "The words of Bob", "version": "1"})
    expect(page.locator("main .changed-note")).to_contain_text("Bob changed this just now")
    expect(title).to_have_value("My own words")
    expect(title).to_be_focused()
    team.bob.post("/acme/tasks/WEB-1/comments", {"body": "See above"})
    expect(page.locator("#activity")).to_contain_text("See above")
    title.press("Enter")
    expect(page.locator(".versions, dialog[open]").first).to_contain_text("The words of Bob")
    expect(page.locator(".versions, dialog[open]").first).to_contain_text("My own words")


def test_ones_own_change_is_not_doubled_and_is_no_news(team: Team, list_of_alice: Page) -> None:
    page = list_of_alice
    page.locator("main form textarea").first.fill("Mine")
    page.keyboard.press("Enter")
    expect(row(page, "Mine")).to_have_count(1)
    page.wait_for_timeout(1_000)
    expect(row(page, "Mine")).to_have_count(1)
    expect(page.locator("[data-live]")).to_have_count(0)


def test_a_list_that_was_continued_does_not_shrink(team: Team, visits: Visits) -> None:
    for part in range(2):
        lines = "\n".join(f"Task {part * 40 + n:03}" for n in range(40))
        team.bob.post("/acme/projects/WEB/tasks", {"title": lines})
    page = visits(team.alice)
    listen(page, "/acme/projects/WEB")
    page.get_by_role("link", name="More", exact=True).click()
    expect(page.locator("main [data-task]")).to_have_count(80)
    team.bob.post("/acme/tasks/WEB-3/trash")
    expect(row(page, "Task 002")).to_have_count(0)
    expect(page.locator("main [data-task]")).to_have_count(79)


def test_two_tabs_share_one_stream_and_the_other_takes_it_over(team: Team, list_of_alice: Page) -> None:
    first = list_of_alice
    second = first.context.new_page()
    asked: list[str] = []
    second.on("request", lambda request: asked.append(request.url) if request.url.endswith("/stream") else None)
    second.goto("/acme/projects/WEB")
    team.bob.post("/acme/projects/WEB/tasks", {"title": "For both"})
    expect(row(second, "For both")).to_be_visible()
    expect(row(first, "For both")).to_be_visible()
    assert asked == []
    first.close()
    until(second, lambda: asked)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "For one"})
    expect(row(second, "For one")).to_be_visible()


def test_a_tab_that_was_asleep_catches_up(team: Team, list_of_alice: Page) -> None:
    page = list_of_alice
    page.clock.install()
    show(page, hidden=True)
    page.clock.run_for(11_000)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "While away"})
    page.clock.run_for(3_000)
    expect(row(page, "While away")).to_have_count(0)
    show(page, hidden=False)
    page.clock.run_for(1_000)
    expect(row(page, "While away")).to_be_visible()


def test_a_line_that_was_lost_is_made_up_for(team: Team, list_of_alice: Page) -> None:
    page = list_of_alice
    page.context.set_offline(True)
    team.bob.post("/acme/projects/WEB/tasks", {"title": "Meanwhile"})
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    expect(row(page, "Meanwhile")).to_be_visible()


def show(page: Page, *, hidden: bool) -> None:
    """Say what a browser says when a tab goes behind another one, or comes back."""
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_who_else_is_on_a_task_is_shown_while_they_are(team: Team, visits: Visits) -> None:
    team.bob.post("/acme/projects/WEB/tasks", {"title": "First"})
    hers, his = visits(team.alice), visits(team.bob)
    listen(hers, "/acme/tasks/WEB-1")
    expect(hers.locator("#here")).to_be_empty()
    his.goto("/acme/projects/WEB?open=WEB-1")
    expect(hers.get_by_role("img", name="Bob Brown").first).to_be_visible()
    expect(his.locator("#here")).to_contain_text("Also here")
    his.locator("#composer textarea").press_sequentially("I think")
    expect(hers.locator("#here")).to_contain_text("Bob is writing")
    his.goto("/acme/projects/WEB")
    expect(hers.locator("#here")).not_to_contain_text("Also here")


def test_every_view_follows_without_being_asked_for_whole(team: Team, visits: Visits) -> None:
    team.bob.post("/acme/projects/WEB/tasks", {"title": "First\nSecond\nThird"})
    page = visits(team.alice)
    today = team.alice.viewer().today(utcnow()).isoformat()
    mine = {"has": "assignees", "assignees": str(team.alice.member_id), "due_date": today}
    team.bob.post("/acme/tasks/WEB-1", mine)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for turn, view in enumerate(("projects/WEB", "tasks/board", "tasks/table", "tasks/calendar", "today", "upcoming")):
        listen(page, f"/acme/{view}")
        asked.clear()
        team.bob.post("/acme/tasks/WEB-1", {"title": f"Renamed {turn}"})
        expect(row(page, f"Renamed {turn}").first).to_be_visible()
        assert [url for url in asked if "/news?" in url], view
        assert not [url for url in asked if url.endswith(f"/{view}")], view
    listen(page, "/acme/projects/WEB")
    team.bob.post("/acme/tasks/WEB-3/place", {"before": "WEB-2"})
    expect(page.locator("[data-task]")).to_contain_text(["Renamed 5", "Third", "Second"])
    team.bob.post("/acme/tasks/WEB-2/trash")
    expect(page.locator("[data-task]")).to_contain_text(["Renamed 5", "Third"])
    expect(page.locator("[data-task]")).to_have_count(2)
