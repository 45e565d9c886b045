"""Stored script: what people write runs on no page, with the content policy and without (all of it: tests/drills)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from tests.browser.hostile import write_everywhere
from tests.browser.scripted import Watch
from tests.browser.visits import Visits
from tests.cast import Team
from tests.security.scripts import list_scripts

FEW = (
    "/acme/projects/WEB?open=WEB-1",
    "/acme/projects/WEB/board",
    "/acme/projects/WEB/table",
    "/acme/settings/members",
)
LIVE = "<script>ran(7)</script><img src=x onerror=ran(8)>"
"""Two payloads that run where no policy stops them."""


def test_what_people_write_runs_nowhere(team: Team, visits: Visits) -> None:
    texts = list_scripts()[::30]
    assert len(texts) >= 20
    others = write_everywhere(team, texts)
    for with_policy in (True, False):
        Watch(visits, team.alice, with_policy=with_policy).open([*FEW, others[0]] if with_policy else FEW)


@pytest.mark.parametrize(("with_policy", "noted"), [(False, "a script ran: {}"), (True, "Content Security Policy")])
def test_what_does_get_into_a_page_is_noticed(team: Team, visits: Visits, noted: str, *, with_policy: bool) -> None:
    """Or nothing that is said above of payloads that run nowhere would mean anything."""
    watch = Watch(visits, team.alice, with_policy=with_policy)

    def put_in(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{LIVE}</main>"))

    watch.page.route(f"**{FEW[-1]}", put_in)
    watch.open(FEW[-1:])
    for _ in range(300):
        seen = [[one for one in visits.faults if noted.format(number) in one] for number in (7, 8)]
        if all(len(those) >= (2 if with_policy else 1) for those in seen):
            break
        watch.page.wait_for_timeout(100)
    noticed, visits.faults = visits.faults, []
    assert all(seen), noticed
    assert sum("foreign part" in one for one in noticed) == 2, noticed
