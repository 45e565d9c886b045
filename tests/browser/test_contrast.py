"""Every word and every mark stands out from what is behind it, as the browser has painted them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plan import write_plan
from tests.browser.visits import Visits
from tests.cast import Team

WEB = "/acme/projects/WEB"
SHOWN = (
    WEB,
    f"{WEB}?open=WEB-1",
    f"{WEB}/board",
    f"{WEB}/calendar",
    f"{WEB}/table",
    "/acme/today",
    "/acme/history",
    "/acme/settings/members",
    "/acme/settings/labels",
)
SCRIPT = (Path(__file__).parent / "contrast.js").read_text()
SURFACES = ("desk", "sheet", "raised", "hover", "wash")
WORDS = [(role, surface) for role in ("text", "muted", "accent", "danger", "warn", "ok") for surface in SURFACES]
WORDS += [("on-ink", "ink"), ("on-ink", "accent"), ("on-mark", "mark"), ("on-bar", "bar")]
MARKS = [("edge", surface) for surface in SURFACES]
HUES = ("rose", "coral", "amber", "leaf", "teal", "sky", "iris", "slate")
PAIRS = [
    *((None, ink, ground, 4.5) for ink, ground in WORDS),
    *((None, ink, ground, 3) for ink, ground in MARKS),
    *((hue, "hue", ground, 3) for hue in HUES for ground in SURFACES),
    *((hue, "on-tint", "tint", 4.5) for hue in HUES),
    *((hue, "text", "tint", 4.5) for hue in HUES),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_roles_can_be_read(visits: Visits, scheme: str) -> None:
    page = visits(color_scheme=scheme)
    page.goto("/sign-in")
    page.evaluate(SCRIPT)
    assert page.evaluate("(pairs) => weakPairs(pairs)", PAIRS) == []


def test_every_word_and_mark_on_the_pages_can_be_seen(visits: Visits, team: Team) -> None:
    write_plan(team)
    page = visits(team.alice, reduced_motion="reduce")
    faults = []
    for path in SHOWN:
        page.goto(path)
        faults += weak(page)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    faults += weak(page)
    assert not faults, "\n".join(faults)


def weak(page: Page) -> list[str]:
    page.evaluate(SCRIPT)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{page.url} ({scheme}): {fault}" for fault in page.evaluate("weakOnes()")]
    return found
