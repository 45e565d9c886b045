"""Days in a browser: an entry goes to another day by pointer, by keys, by a small form; nothing is lost on reload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from app.database import utcnow
from app.tasks.date_words import write_day
from tests.browser.dragging import drag
from tests.browser.plan import write_plan
from tests.browser.visits import Visits
from tests.cast import Team

TITLE = "Move the pricing page to the new layout"
REF = "#task-WEB-1"


def today_of(team: Team) -> date:
    return team.alice.viewer().today(utcnow())


def week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"/acme/projects/WEB/calendar?week={year}-W{number:02}"


def on(page: Page, day: date) -> None:
    """Expect the task on that day, also after a reload."""
    expect(page.locator(f"#rows-{day} > {REF}")).to_be_visible()
    expect(page.locator("html:not([data-dragging])")).to_be_attached()
    page.reload()
    expect(page.locator(f"#rows-{day} > {REF}")).to_be_visible()


def kilobytes(page: Page, act: Callable[[], None]) -> float:
    """Return what the answer to the change weighs on the wire."""
    with page.expect_response("**/day") as answer:
        act()
    answer.value.finished()
    sizes = answer.value.request.sizes()
    return (sizes["responseBodySize"] + sizes["responseHeadersSize"]) / 1000


def test_an_entry_is_dragged_to_another_day(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    today = today_of(team)
    page = page_of_alice
    page.goto(week(today))
    to = today + timedelta(days=7)
    assert kilobytes(page, lambda: drag(page, page.locator(REF), page.locator(f"#rows-{to}"))) <= 3
    on(page, to)
    page.locator(f"{REF} .event__title").focus()
    assert kilobytes(page, lambda: page.keyboard.press("Alt+ArrowUp")) <= 3
    on(page, today)


def test_arrows_walk_the_days_and_alt_takes_the_entry_along(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    today = today_of(team)
    page = page_of_alice
    page.goto(week(today))
    to = today + timedelta(days=7)
    page.locator(f"{REF} .event__title").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#live")).to_have_text(f"{to:%A} {to.day} {to:%B}")
    expect(page.locator(f"{REF} .event__title")).to_be_focused()
    on(page, to)
    page.locator(f"{REF} .event__title").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"[data-day='{today}'] :focus")).to_be_attached()
    page.locator(f"{REF} .event__title").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=TITLE).first).to_be_visible()


def test_the_small_form_moves_an_entry(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    today = today_of(team)
    page = page_of_alice
    page.goto(week(today))
    page.locator(REF).hover()
    page.get_by_role("link", name=f"Move “{TITLE}” to another day").click()
    page.get_by_role("dialog").get_by_role("button", name="Tomorrow").click()
    on(page, today + timedelta(days=1))


def test_a_click_on_a_day_adds_there(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    day = today_of(team) + timedelta(days=7)
    page = page_of_alice
    page.goto(week(today_of(team)))
    page.locator(f"#day-{day}").click(position={"x": 60, "y": 110})
    page.keyboard.type("Water the plants")
    page.keyboard.press("Enter")
    expect(page.locator(f"#rows-{day}")).to_contain_text("Water the plants")
    expect(page.get_by_label("New task on this day")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("New task on this day")).to_be_hidden()


def test_rows_of_upcoming_go_to_another_day(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    today = today_of(team)
    page = page_of_alice
    page.goto("/acme/upcoming")
    page.locator(f"{REF} .task-row__title").focus()
    page.keyboard.press("Alt+ArrowDown")
    on(page, today + timedelta(days=1))
    drag(page, page.locator(f"{REF} .task-row__title"), page.locator(f"#day-{today + timedelta(days=3)}"))
    on(page, today + timedelta(days=3))


def test_today_is_finished_row_by_row(page_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = page_of_alice
    page.goto("/acme/overview")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/acme/today")
    expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()
    page.get_by_label("New task for today").fill("Water the plants")
    page.keyboard.press("Enter")
    expect(page.locator("#rows-today")).to_contain_text("Water the plants")
    page.get_by_role("button", name="Complete “Water the plants”").click()
    expect(page.get_by_role("img", name="2 of 3 done today")).to_be_visible()
    page.get_by_role("button", name="Do “Cut the onboarding video to ninety seconds” today").click()
    expect(page.locator("#rows-today")).to_contain_text("Cut the onboarding video")


def test_a_phone_shows_an_agenda(phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    today = today_of(team)
    page = phone_of_alice
    page.goto("/acme/projects/WEB/calendar")
    expect(page.locator(f"#day-{today}")).to_be_visible()
    shown = page.locator(".calendar__day:visible")
    assert all(day.locator(".event").count() or day.get_attribute("aria-current") for day in shown.all())
    page.locator(f"{REF} .event__move").tap()
    page.get_by_role("dialog").get_by_role("button", name="Tomorrow").tap()
    on(page, today + timedelta(days=1))


def test_without_a_script_the_calendar_leads_everywhere(visits: Visits, team: Team) -> None:
    write_plan(team)
    today = today_of(team)
    page = visits(team.alice, java_script_enabled=False)
    page.goto("/acme/projects/WEB/calendar")
    page.get_by_role("button", name="Week", exact=True).click()
    expect(page.locator(f"#rows-{today} > {REF}")).to_be_visible()
    page.get_by_role("link", name=f"Move “{TITLE}” to another day").press("Enter")
    page.get_by_role("button", name="Tomorrow").click()
    page.goto(week(today + timedelta(days=1)))
    expect(page.locator(f"#rows-{today + timedelta(days=1)} > {REF}")).to_be_visible()
    page.goto(week(today))  # another one on a Sunday
    page.locator(f"#day-{today} [data-add-on]").click(force=True)
    expect(page.get_by_label("Due")).to_have_value(write_day(today))
