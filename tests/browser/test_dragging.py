"""Tasks are dragged by mouse, by touch and by keys: at once, kept after a reload, and put back where it fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.dragging import drag, item, lift, middle, same, settled, shown, shows
from tests.browser.test_budgets import metered
from tests.browser.visits import PHONE, Visits, let_pass, until
from tests.cast import Team

BOARD = "/acme/projects/WEB/board"
LIST = "/acme/projects/WEB"


@pytest.fixture(autouse=True)
def six(team: Team) -> None:
    """A, B, C and D are pending, E and F in progress."""
    team.alice.post("/acme/projects/WEB/tasks", {"title": "A\nB\nC\nD"})
    team.alice.post("/acme/projects/WEB/tasks", {"title": "E\nF", "status": "in_progress"})


def test_cards_are_dragged_within_and_between_columns(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(BOARD)
    with metered(page) as wire:
        drag(page, item(page, "A"), item(page, "C"))
        settled(page)
        assert any("sortable" in url for url in wire.requests)
    shows(page, pending="BCAD")
    with page.expect_response("**/WEB-2/place") as answer:
        drag(page, item(page, "B"), item(page, "F"))
    settled(page)
    assert answer.value.request.sizes()["responseBodySize"] <= 3_000
    shows(page, pending="CAD", in_progress="EBF")
    expect(page.locator("#amount-in_progress")).to_have_text("3")
    drag(page, item(page, "C"), page.locator("#cards-completed"))
    settled(page)
    kept = shows(page, pending="AD", completed="C")
    page.reload()
    same(page, kept)
    page.get_by_role("link", name="C", exact=True).click()
    page.wait_for_url("**WEB-3*")


def test_the_library_is_not_loaded_before_it_is_needed(page_of_alice: Page) -> None:
    page = page_of_alice
    with metered(page) as wire:
        page.goto(BOARD)
        item(page, "A").hover()
        item(page, "A").get_by_role("button", name="Complete").click()
        expect(page.locator("#cards-completed [data-task]")).to_have_count(1)
    assert not any("sortable" in url for url in wire.requests)


def test_a_drop_that_is_refused_or_lost_goes_back_and_says_so(visits: Visits, team: Team) -> None:
    visits.foreseen.add(404)
    page = visits(team.alice)
    page.goto(BOARD)
    lift(page, item(page, "B"))
    team.bob.post("/acme/tasks/WEB-2/trash")
    page.mouse.move(*middle(item(page, "E")), steps=12)
    let_pass(page, 150)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("This is gone")
    settled(page)
    shows(page, in_progress="EF")
    expect(item(page, "B")).to_have_count(0)
    before = shown(page)
    page.context.set_offline(True)
    drag(page, item(page, "C"), item(page, "E"))
    expect(page.locator("#toasts")).to_contain_text("You are offline")
    settled(page)
    same(page, before)
    visits.faults = [fault for fault in visits.faults if "Failed to fetch" not in fault]


def test_what_is_swapped_in_during_a_drag_does_not_disturb_it(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto(BOARD)
    lift(page, item(page, "A"))
    assert page.evaluate("document.documentElement.dataset.dragging") == ""
    team.bob.post("/acme/tasks/WEB-6/status", {"status": "completed"})
    page.evaluate(
        """async () => {
            const text = await (await fetch(location.href)).text();
            const whole = {select: "#board", target: "#board", swap: "outerMorph", sourceElement: document.body};
            await htmx.swap({text, ...whole});
        }"""
    )
    page.mouse.move(*middle(item(page, "E")), steps=12)
    let_pass(page, 150)
    assert "F" in shown(page)["in_progress"]
    page.mouse.up()
    settled(page)
    until(page, lambda: "A" in shown(page)["in_progress"])
    page.reload()
    until(page, lambda: sorted(shown(page)["in_progress"]) == list("AE"))


def test_cards_are_dragged_by_a_long_press(visits: Visits, team: Team) -> None:
    page = visits(team.alice, **PHONE)
    page.goto(BOARD)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    for title, onto, wanted in (("A", "B", "BACD"), ("D", "B", "DBAC")):
        (x, y), (_, end) = middle(item(page, title)), middle(item(page, onto))
        touch("touchStart", (x, y))
        item(page, title).and_(page.locator(".sortable-chosen")).wait_for()
        for step in range(1, 11):
            touch("touchMove", (x, y + (end - y) * step / 10))
            page.wait_for_timeout(30)
        expect(page.locator(".drag-slot")).to_have_count(1)
        let_pass(page, 150)
        touch("touchEnd")
        settled(page)
        shows(page, pending=wanted)
    page.reload()
    shows(page, pending="DBAC")


def test_cards_are_carried_by_keys_and_every_step_is_said(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(BOARD)
    said = page.locator("#live")
    page.get_by_role("link", name="A", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(said).to_contain_text("Picked up “B”")
    expect(item(page, "B")).to_have_attribute("data-moving", "")
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("In progress, 2 of 3")
    page.keyboard.press("ArrowUp")
    expect(said).to_have_text("In progress, 1 of 3")
    page.keyboard.press("Escape")
    expect(said).to_have_text("Put back.")
    shows(page, pending="ABCD")
    for key in ("Space", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    settled(page)
    expect(page.get_by_role("link", name="B", exact=True)).to_be_focused()
    expect(page.locator("#amount-in_progress")).to_have_text("3")
    page.keyboard.press("Alt+ArrowLeft")
    expect(said).to_have_text("Pending, 3 of 4")
    expect(page.locator("#amount-in_progress")).to_have_text("2")
    expect(page.get_by_role("link", name="B", exact=True)).to_be_focused()
    kept = shows(page, pending="ACBD", in_progress="EF")
    page.reload()
    same(page, kept)


def test_rows_are_dragged_and_moved_by_keys_in_their_order(page_of_alice: Page, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/sections", {"name": "Later"})
    page = page_of_alice
    page.goto(LIST)
    drag(page, item(page, "A"), item(page, "C"))
    settled(page)
    shows(page, none="BCADEF")
    page.get_by_role("link", name="B", exact=True).focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#live")).to_have_text("No section, 3 of 6")
    settled(page)
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#live")).to_have_text("Later, 1 of 1")
    settled(page)
    expect(page.get_by_role("link", name="B", exact=True)).to_be_focused()
    kept = shows(page, none="CADEF")
    assert sorted(kept.values()) == ["B", "CADEF"]
    page.reload()
    same(page, kept)


def test_a_row_that_moves_on_is_not_put_back_by_the_answer_to_its_last_move(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(LIST)
    held: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        answer = route.fetch()
        held.append(lambda: route.fulfill(response=answer))

    page.route("**/WEB-1/place", hold, times=1)
    page.get_by_role("link", name="A", exact=True).focus()
    page.keyboard.press("Alt+ArrowDown")
    until(page, lambda: held)
    page.keyboard.press("Alt+ArrowUp")
    with page.expect_response("**/WEB-1/place"):
        held[0]()
    settled(page)
    shows(page, all="ABCDEF")
    page.reload()
    shows(page, all="ABCDEF")


def test_a_sorted_list_says_why_nothing_can_be_put_in_order(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(f"{LIST}?sort=title")
    drag(page, item(page, "A"), item(page, "C"))
    expect(page.locator("#toasts")).to_contain_text("Choose “My order”")
    page.get_by_role("link", name="A", exact=True).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#live")).to_contain_text("Choose “My order”")
    shows(page, all="ABCDEF")


def test_a_card_is_moved_added_and_limited_by_its_menus(page_of_alice: Page) -> None:
    page = page_of_alice
    page.goto(BOARD)
    item(page, "D").hover()
    page.get_by_role("link", name="Move “D”").click()
    page.get_by_label("Column", exact=True).select_option("in_progress")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("#amount-in_progress")).to_have_text("3")
    shows(page, in_progress="DEF")
    page.get_by_label("New task in In progress").fill("G")
    page.keyboard.press("Enter")
    expect(page.locator("#cards-in_progress [data-task]")).to_have_count(4)
    shows(page, in_progress="DEFG")
    page.get_by_role("button", name="Limit of In progress").click()
    page.locator("#most-in_progress").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("#amount-in_progress")).to_have_text("4 of 3, over the limit")
