"""Every control that docs/testers.md promises is on its page, under the role and name it says."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.visits import Visits
from tests.cast import Team

GUIDE = (Path(__file__).parents[2] / "docs" / "testers.md").read_text()
PAGE = re.compile(r"^### .* `(/.*)`$")
ROW = re.compile(r"^\| (\w+) \| (.+?) \|")
GIVEN = {"<workspace>": "acme", "<KEY>": "WEB", "<REF>": "WEB-1"}


def controls() -> dict[str, list[tuple[str, str]]]:
    """Return the role and name of every control, by the address of its page."""
    found: dict[str, list[tuple[str, str]]] = {}
    path = ""
    for line in GUIDE.partition("## Controls")[2].splitlines():
        if heading := PAGE.match(line):
            path = heading[1]
            for name, value in GIVEN.items():
                path = path.replace(name, value)
        elif path and (row := ROW.match(line)) and row[1] != "role":
            found.setdefault(path, []).append((row[1], row[2]))
        elif line.startswith("## "):
            path = ""
    return found


def name_pattern(name: str) -> re.Pattern[str]:
    """Return what matches a name whose `<…>` stand for any text, with counts and notes behind it."""
    parts = re.split(r"<[^>]+>", name)
    return re.compile("^" + ".+".join(re.escape(part) for part in parts))


def test_what_the_guide_promises_is_on_its_page(visits: Visits, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/sections", {"name": "Soon"})
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Write the guide"})
    pages = controls()
    assert len(pages) >= 7
    somebody, alice = visits(), visits(team.alice)
    for path, promised in pages.items():
        page = somebody if path.startswith("/sign") else alice
        page.goto(path)
        for role, name in promised:
            find(page, role, name)


def find(page: Page, role: str, name: str) -> None:
    found = page.get_by_role(role, name=name_pattern(name))  # type: ignore[arg-type]  # the guide's words are roles
    expect(found.first, f"{page.url}: {role} “{name}”").to_be_visible()
