"""Nothing that opens, comes and goes has anything that axe-core objects to; the pages themselves: test_every_page."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import access
from tests.browser.marks import LIST
from tests.browser.plan import write_plan
from tests.browser.visits import DESKTOP, PHONE, Visits
from tests.cast import Team

PALETTE = "#palette[open]"
SIZES = [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")]


@pytest.mark.parametrize("size", SIZES)
def test_open_menus_forms_and_errors_are_accessible(visits: Visits, team: Team, size: dict[str, Any]) -> None:
    write_plan(team)
    page = visits(team.alice, **size, reduced_motion="reduce")
    faults = open_everything(page, "/acme/projects/WEB") + open_everything(page, "/acme/tasks/WEB-1")
    for summary in page.locator("details.edit > summary").all():
        summary.click()
    page.get_by_label("Title").fill("A title that is refused by the server")
    page.get_by_label("Title").evaluate("(field) => { field.maxLength = 500; field.value = 'x'.repeat(201) }")
    page.get_by_label("Title").press("Enter")
    page.locator('[aria-invalid="true"]').wait_for()
    faults += access.faults_of(page)
    assert not faults, "\n".join(faults)


def open_everything(page: Page, path: str, openers: str = "[popovertarget]:visible") -> list[str]:
    """Open each menu and small form of a page in turn, and return what is wrong with any of them."""
    page.goto(path)
    faults = []
    for opener in page.locator(openers).all():
        opener.click()
        faults += access.faults_of(page, within=":popover-open")
        page.keyboard.press("Escape")
    return faults


def test_what_comes_and_goes_is_accessible(visits: Visits, team: Team) -> None:
    """The palette, the list of keys, the bar and the picker of a selection, a toast, a panel's menus, a conflict."""
    write_plan(team)
    page = visits(team.alice, reduced_motion="reduce")
    page.goto(f"{LIST}&open=WEB-1")
    faults = open_everything(page, page.url, "#panel [popovertarget]:visible")
    page.locator("#panel").get_by_role("button", name="Priority:").click()
    expect(page.get_by_role("option", name="Medium", exact=True)).to_be_visible()
    faults += access.faults_of(page, within="#picker")
    page.keyboard.press("Escape")
    expect(page.locator("#picker")).to_be_hidden()
    page.goto(LIST)
    for keys, part in (("Control+k", PALETTE), ("?", "dialog[open]")):
        page.keyboard.press(keys)
        expect(page.locator(part)).to_be_visible()
        if part == PALETTE:
            expect(page.get_by_role("option").first).to_be_visible()
        faults += access.faults_of(page, within=part)
        page.keyboard.press("Escape")
        expect(page.locator(part)).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    faults += access.faults_of(page, within="[data-testid=bulk]")
    page.keyboard.press("p")
    expect(page.locator("#picker").get_by_role("option", name="Urgent")).to_be_visible()
    faults += access.faults_of(page, within="#picker")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Complete “Redirect the old").click()
    expect(page.locator("#toasts").get_by_role("button", name="Undo")).to_be_visible()
    faults += access.faults_of(page)
    page.goto("/acme/tasks/WEB-2")
    team.bob.post("/acme/tasks/WEB-2", {"title": "Send the form", "version": "99"})
    expect(page.get_by_label("Title")).to_have_value("Send the form")
    page.locator("form:has([name=title]) [name=version]").first.evaluate("(field) => { field.value = 1 }")
    page.get_by_label("Title").fill("Send the photo form")
    page.get_by_label("Title").press("Enter")
    expect(page.get_by_test_id("version-mine")).to_be_visible()
    faults += access.faults_of(page)
    assert not faults, "\n".join(faults)


def test_nothing_moves_for_those_who_asked_for_less_motion(visits: Visits, team: Team) -> None:
    page = visits(team.alice, reduced_motion="reduce")
    page.goto("/acme/projects/WEB")
    page.evaluate("""() => {
        window.longest = 0;
        const look = () => {
            const timings = document.getAnimations().map((animation) => animation.effect.getComputedTiming());
            const times = timings.map((timing) => timing.activeDuration);
            window.longest = Math.max(window.longest, ...times);
            requestAnimationFrame(look);
        };
        look();
    }""")
    page.get_by_role("button", name="Project menu").click()
    page.get_by_role("link", name="Trash").last.hover()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add", exact=True).hover()
    page.wait_for_timeout(200)
    assert page.evaluate("window.longest") <= 1
