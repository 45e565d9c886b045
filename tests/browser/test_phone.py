"""On a phone everything is there, within reach and large enough; so it is on a page enlarged to 200 %."""

from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.plan import write_plan
from tests.browser.visits import Visits
from tests.cast import Team

WIDER = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
        .slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
}"""
# The area that takes a tap: the element with what is drawn around it, or the label it stands in.
SMALL = """() => {
    const seen = [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
        .filter((element) => element.checkVisibility({visibilityProperty: true}))
        .filter((element) => !element.closest(".sr, .skip, .prose, p"))
        .filter((element) => getComputedStyle(element).pointerEvents !== "none");
    const size = (element) => {
        const box = (element.closest("label") ?? element).getBoundingClientRect();
        const around = getComputedStyle(element, "::after");
        const grows = around.position === "absolute" && around.content !== "none";
        const more = grows ? [parseFloat(around.width), parseFloat(around.height)] : [0, 0];
        return [Math.max(box.width, more[0]), Math.max(box.height, more[1])];
    };
    return seen.filter((element) => !element.matches(".sr")).map((element) => [element, ...size(element)])
        .filter(([, width, height]) => height < 43.5 || width < 24)
        .map(([element, width, height]) =>
            `${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.replace(/\\s+/g, " ").slice(0, 140)}`);
}"""


def test_no_page_scrolls_sideways_and_every_target_can_be_hit_with_a_thumb(phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = phone_of_alice
    faults = []
    for path in places.SIGNED_IN:
        page.goto(path)
        faults += [f"{path} is too wide: {fault}" for fault in page.evaluate(WIDER)]
        faults += [f"{path} has a small target: {fault}" for fault in page.evaluate(SMALL)]
    assert not faults, "\n".join(faults)


def test_every_place_can_be_reached_from_the_dock(phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = phone_of_alice
    page.goto("/acme/projects/WEB")
    for place, heading in (
        ("Today", "Today"),
        ("Updates", "Updates"),
        ("Search", "All tasks"),
        ("Add a task", "New task"),
    ):
        page.locator("#dock").get_by_role("link", name=place).tap()
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    for place in (
        *("Inbox", "Upcoming", "My work", "Overview", "All tasks", "Trash", "Members", "Settings"),
        "New workspace",
    ):
        page.goto("/acme/projects/WEB")
        page.locator("#dock").get_by_role("link", name="Projects").tap()
        page.get_by_role("navigation", name="More places").get_by_role("link", name=place).tap()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/acme/projects")
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_small_forms_come_up_from_the_lower_edge_as_a_whole(phone_of_alice: Page, team: Team) -> None:
    write_plan(team)
    page = phone_of_alice
    for path in ("/acme/projects/WEB", "/acme/tasks/WEB-1"):
        page.goto(path)
        for opener in page.locator("[popovertarget]:visible").all():
            opener.tap()
            page.wait_for_timeout(250)
            box = page.locator(":popover-open").bounding_box()
            assert box
            assert (box["x"], box["width"]) == (0, 390)
            assert round(box["y"] + box["height"]) == 844
            page.keyboard.press("Escape")


def test_no_page_enlarged_to_200_percent_scrolls_sideways(visits: Visits, team: Team) -> None:
    write_plan(team)
    page = visits(team.alice, viewport={"width": 720, "height": 450}, device_scale_factor=2)
    faults = []
    for path in (*places.SIGNED_IN, *places.DOORS):
        page.goto(path)
        faults += [f"{path} is too wide: {fault}" for fault in page.evaluate(WIDER)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        faults += [f"{path} is too wide for large letters: {fault}" for fault in page.evaluate(WIDER)]
    assert not faults, "\n".join(faults)
