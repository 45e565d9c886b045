"""Stored script: what people write runs on no page, with the content policy and without (all of it: tests/drills)."""

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


def test_what_people_write_runs_nowhere(team: Team, visits: Visits) -> None:
    texts = list_scripts()[::30]
    assert len(texts) >= 20
    others = write_everywhere(team, texts)
    for with_policy in (True, False):
        Watch(visits, team.alice, with_policy=with_policy).open([*FEW, others[0]] if with_policy else FEW)
