"""Asks axe-core what stands between a page and those who cannot see, hear or point."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

ASK = """async ([within, options]) => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    return (await axe.run(within, {resultTypes: ["violations"], ...options})).violations;
}"""


def faults_of(page: Page, within: str = "html") -> list[str]:
    """Return every violation on the page, or in a part of it: all rules in light, those of colours in dark again."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    page.emulate_media(color_scheme="light")
    found = page.evaluate(ASK, [within, {}])
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(ASK, [within, {"runOnly": ["color-contrast"]}])
    page.emulate_media(color_scheme="light")
    return [
        f"{page.url}: {rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@cache
def _source() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
