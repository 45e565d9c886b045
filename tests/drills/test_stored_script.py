"""Stored script at full size: every payload in every text field, on every page, with the content policy and without.

PRIMO_DRILL_BATCH says how many payloads are written at once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from app.extensions import db
from app.notifications.models import LocalMail
from tests.browser import chromium, serving
from tests.browser.hostile import every_page, write_everywhere
from tests.browser.scripted import Watch, act, echoes, refusals
from tests.browser.visits import Visits
from tests.cast import Team
from tests.notifications.rounds import deliver_all, relay_all
from tests.security.scripts import list_scripts

pytestmark = pytest.mark.drill
TEXTS = list_scripts()
BATCH = int(os.environ.get("PRIMO_DRILL_BATCH", "150"))
BATCHES = [TEXTS[start : start + BATCH] for start in range(0, len(TEXTS), BATCH)]


@pytest.fixture(scope="module")
def address(migrated_app: Flask, environment: dict[str, str]) -> Iterator[str]:
    with serving.running(environment | {"LOG_LEVEL": "ERROR"}) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **chromium.launch_options()}


def test_there_are_enough() -> None:
    assert len(set(TEXTS)) >= 500


@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_what_people_write_runs_nowhere(number: int, app: Flask, team: Team, browser: Browser, address: str) -> None:
    texts, visits, start = BATCHES[number], Visits(browser, address), time.monotonic()
    others = write_everywhere(team, texts)
    relay_all()
    deliver_all(team)
    mails = [f"/local/mails/{id}/html" for id in db.session.scalars(select(LocalMail.id).order_by(LocalMail.id))]
    db.session.rollback()
    opened = 0
    for with_policy in (True, False):
        watch = Watch(visits, team.alice, with_policy=with_policy)
        watch.page.set_default_timeout(30_000)
        watch.open([*every_page(app), *others, *echoes(texts)])
        watch.open(mails[::20] if with_policy else mails[::2])
        watch.open([mails[0].removesuffix("/html")])
        refusals(watch, texts)
        act(watch.page, team, texts[-1])
        watch.look("what people do", len(visits.faults))
        opened += watch.opened
    visits.close()
    taken = f"{opened} pages in {time.monotonic() - start:.0f} s"
    print(f"{len(texts)} payloads, {len(mails)} mails: {taken}; {len(visits.faults)} faults")
    assert mails
    assert visits.faults == []
