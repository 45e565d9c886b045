"""Two hundred open pages on one web process: changes are seen in time, and a storm leaves every page right.

PRIMO_DRILL_PAGES, PRIMO_DRILL_PLACES (lists they are open on) and PRIMO_DRILL_SECONDS set the size.
"""

from __future__ import annotations

import asyncio
import os
import time

import pytest
from sqlalchemy import text

from app.extensions import db
from tests.instances import instance
from tests.live.listening import serving
from tests.live.storm import Crowd, gather, run

pytestmark = pytest.mark.drill
PAGES = int(os.environ.get("PRIMO_DRILL_PAGES", "200"))
PLACES = int(os.environ.get("PRIMO_DRILL_PLACES", "8"))
SECONDS = float(os.environ.get("PRIMO_DRILL_SECONDS", "60"))
CALM, STORM = 2, 50
COUNT = text("select count(*) from tasks where title like 'Change % of many'")


def test_changes_are_seen_in_time_and_a_storm_leaves_every_page_right(environment: dict[str, str]) -> None:
    own_environment = environment | {"LOG_LEVEL": "ERROR"}
    with instance(own_environment) as own, serving(own.environment) as (address, _):
        team = own.assemble()
        crowd = gather(own, team, int(address.rpartition(":")[2]), pages=PAGES, places=PLACES)
        acknowledged = run(live_through(crowd))
        with db.engine.connect() as connection:
            connection.execute(text("select set_config('primo.workspace', :id, false)"), {"id": str(team.workspace_id)})
            assert connection.scalar(COUNT) == acknowledged


async def live_through(crowd: Crowd) -> int:
    """Return how many changes were acknowledged."""
    async with crowd.open():
        calm = await crowd.write(CALM, SECONDS)
        await asyncio.sleep(5)
        found = crowd.latencies(calm)
        p50, p95 = found[len(found) // 2], found[int(len(found) * 0.95)]
        asked = sum(page.asked for page in crowd.pages)
        print(f"{PAGES} pages on {PLACES} lists, {CALM} changes/s: p50 {p50:.2f} s, p95 {p95:.2f} s, {asked} requests")
        start = time.monotonic()
        storm = await crowd.write(STORM, SECONDS)
        end = time.monotonic()
        while not crowd.is_right(storm) and time.monotonic() < end + 30:
            await asyncio.sleep(0.02)
        late = time.monotonic() - end
        asked = sum(page.asked for page in crowd.pages) - asked
        rate = len(storm) / (end - start)
        print(f"{rate:.0f} changes/s for {end - start:.0f} s: every page right {late:.2f} s after, {asked} requests")
    assert p95 <= 1
    assert late <= 5
    return len(calm) + len(storm)
