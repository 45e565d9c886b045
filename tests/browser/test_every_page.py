"""Every page there is, opened once and looked at from all sides, as opening one takes longer than looking.

On a desk and on a phone, in light and in dark, axe-core objects to nothing. On a phone, and enlarged to 200 %, nothing
makes the page scroll sideways, and every target can be hit with a thumb. No page complains or asks another host: a
test fails by its `visits` where one did.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from sqlalchemy import update

from app.accounts.models import User
from app.extensions import db
from tests.browser import access, places
from tests.browser.plan import write_plan
from tests.browser.visits import ENLARGED, PHONE, Visits, seen_as
from tests.browser.widths import too_small, too_wide, too_wide_for_large_letters
from tests.cast import Team

GROUPS = [
    pytest.param(places.LISTS + places.TASKS, id="tasks"),
    pytest.param((*places.OTHERS, places.MISSING), id="other places"),
    pytest.param(places.SETTINGS, id="settings"),
]


@pytest.mark.parametrize("paths", GROUPS)
def test_every_page(visits: Visits, team: Team, paths: tuple[str, ...]) -> None:
    write_plan(team)
    visits.foreseen.add(404)
    assert not (faults := faults_of(visits(team.alice, reduced_motion="reduce"), paths)), "\n".join(faults)


def test_every_page_for_looking_after(visits: Visits, team: Team) -> None:
    db.session.execute(update(User).where(User.id == team.alice.user_id).values(is_admin=True))
    db.session.commit()
    page = visits(team.alice, reduced_motion="reduce")
    assert not (faults := faults_of(page, places.ADMIN)), "\n".join(faults)


def test_every_door(visits: Visits) -> None:
    assert not (faults := faults_of(visits(reduced_motion="reduce"), places.DOORS)), "\n".join(faults)


def faults_of(page: Page, paths: tuple[str, ...]) -> list[str]:
    faults = []
    for path in paths:
        answer = page.goto(path)
        assert answer
        assert answer.status == (404 if path == places.MISSING else 200), path
        faults += access.faults_of(page)
        with seen_as(page, **PHONE):
            page.wait_for_function("matchMedia('(width: 390px) and (pointer: coarse) and (hover: none)').matches")
            faults += [*access.faults_of(page), *too_wide(page), *too_small(page)]
        with seen_as(page, **ENLARGED):
            faults += [*too_wide(page), *too_wide_for_large_letters(page)]
    return faults
