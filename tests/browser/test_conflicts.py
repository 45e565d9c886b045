"""Two people writing in one field, in real browsers: both texts are shown, and what is chosen is saved."""

import pytest
from playwright.sync_api import expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits
from tests.cast import Team

TASK = "/acme/tasks/WEB-1"


@pytest.mark.parametrize("has_script", [True, False])
def test_both_texts_are_shown_and_mine_is_kept(visits: Visits, team: Team, has_script: bool) -> None:
    write_plan(team)
    hers, his = visits(team.alice, java_script_enabled=has_script), visits(team.bob)
    for page in (hers, his):
        page.goto(TASK)
    hers.get_by_label("Title").fill("Alice’s plan")
    his.get_by_label("Title").fill("Bob’s plan")
    his.get_by_label("Title").press("Enter")
    expect(his.locator("h1")).to_have_text("Bob’s plan")
    if has_script:
        hers.get_by_label("Title").press("Enter")
    else:
        hers.get_by_role("button", name="Save the title").press("Enter")
    expect(hers.get_by_role("heading", level=1)).to_have_text("Bob Brown changed this task while you were writing")
    expect(hers.get_by_test_id("version-mine")).to_have_text("Alice’s plan")
    expect(hers.get_by_test_id("version-theirs")).to_have_text("Bob’s plan")
    box = hers.get_by_test_id("version-mine").bounding_box()
    assert box is not None
    assert box["width"] > 200
    hers.get_by_role("button", name="Keep yours").click()
    expect(hers.get_by_label("Title")).to_have_value("Alice’s plan")
    expect(hers).to_have_url(f"{visits.address}{TASK}")
    if has_script:  # nothing is unsaved
        hers.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('draft:'))")
