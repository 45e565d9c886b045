"""The browser that was found, the product served for it, and people who visit it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, serving
from tests.browser.marks import LIST, cursor
from tests.browser.plan import write_plan
from tests.browser.visits import PATIENCE, PHONE, Visits
from tests.cast import Team

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **chromium.launch_options()}


@pytest.fixture(scope="session")
def server(migrated_app: Flask, environment: dict[str, str]) -> Iterator[str]:
    """The address of Primo as it is deployed, on the stores of this test process."""
    with serving.running(environment) as address:
        yield address


@pytest.fixture
def worker(environment: dict[str, str], server: str) -> Iterator[None]:
    """The worker, for as long as this test takes."""
    with serving.working(environment, server):
        yield


@pytest.fixture
def visits(app: Flask, browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Opens pages for people, and at the end asks whether any page complained."""
    made = Visits(browser, server, request.config.getoption("slowed_by"))
    yield made
    made.close()
    assert made.faults == []


@pytest.fixture
def page_of_alice(team: Team, visits: Visits) -> Page:
    return visits(team.alice)


@pytest.fixture
def phone_of_alice(team: Team, visits: Visits) -> Page:
    return visits(team.alice, **PHONE)


@pytest.fixture
def list_of_alice(page_of_alice: Page, team: Team) -> Page:
    """The list, with the cursor on its first task."""
    write_plan(team)
    page_of_alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page_of_alice.goto(LIST)
    page_of_alice.keyboard.press("j")
    cursor(page_of_alice, "WEB-1")
    return page_of_alice
