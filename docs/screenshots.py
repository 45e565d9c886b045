"""Takes the pictures in docs/shots from a running Primo that holds the demo.

    make run            # in one terminal
    make demo           # in another
    .venv/bin/python docs/screenshots.py [http://localhost:8000]

Needs the tools of the tests: `make check` installs them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.demo.people import OWNER, PASSWORD  # noqa: E402 - the checkout must be on the path first
from tests.browser.chromium import launch_options  # noqa: E402

SHOTS = ROOT / "docs" / "shots"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = (("light", DESK), ("dark", DESK), ("phone", PHONE))
PAGES = (
    ("list", "projects/WEB"),
    ("overview", "overview"),
    ("updates", "updates"),
)
OPENED = "Move the pricing page to the new layout"


def main(address: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    options = launch_options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        for look, size in LOOKS:
            shoot_all(browser, address, look, size)
        browser.close()


def shoot_all(browser: Browser, address: str, look: str, size: dict[str, int]) -> None:
    """Take every page once, as somebody with this look sees it."""
    context = browser.new_context(
        base_url=address,
        viewport=size,  # type: ignore[arg-type]  # Playwright's own kind of dictionary
        color_scheme="dark" if look == "dark" else "light",
        timezone_id=OWNER.zone,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/sign-in")
    shoot(page, "sign-in", look)
    page.get_by_label("Email").fill(OWNER.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/[a-z-]+/(?!sign)"))
    base = "/" + page.url.removeprefix(address).strip("/").split("/")[0]
    for name, path in PAGES:
        answer = page.goto(f"{base}/{path}")
        if answer and not answer.ok:
            sys.exit(f"{answer.url} answers {answer.status}")
        shoot(page, name, look)
    page.goto(f"{base}/projects/WEB")
    page.get_by_role("link", name=OPENED).first.click()
    page.wait_for_url("**/tasks/*")
    shoot(page, "task", look)
    context.close()


def shoot(page: Page, name: str, look: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SHOTS / f"{name}-{look}.png")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
