"""What was on the screen is not brought back by Back once one has signed out."""

from playwright.sync_api import expect

from tests.browser.scripted import SUBMIT
from tests.browser.visits import Visits
from tests.cast import Team


def test_back_shows_nothing_after_signing_out(team: Team, visits: Visits) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Secret of the team"})
    page = visits(team.alice)
    for path in ("/acme/projects/WEB", "/acme/tasks/WEB-1"):
        page.goto(path)
        expect(page.locator("#main")).to_contain_text("Secret of the team")
    with page.expect_navigation():
        page.evaluate(SUBMIT, ["/sign-out", {}])
    for _ in range(2):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("Secret of the team")
        expect(page.get_by_label("Password")).to_be_visible()
