"""Two hundred open pages on one web process: changes are seen in time, and a storm leaves every page right.

PRIMO_DRILL_PAGES, PRIMO_DRILL_PLACES (lists they are open on) and PRIMO_DRILL_SECONDS set the size.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import NamedTuple

import pytest
from sqlalchemy import text

from app.extensions import db
from tests.instances import instance
from tests.live.costs import Costs
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
    with instance(own_environment) as own, serving(own.environment) as (address, server):
        team = own.assemble()
        crowd = gather(own, team, int(address.rpartition(":")[2]), pages=PAGES, places=PLACES)
        found = run(live_through(crowd, Costs(server.process.pid)))
        with db.engine.connect() as connection:
            connection.execute(text("select set_config('primo.workspace', :id, false)"), {"id": str(team.workspace_id)})
            kept = connection.scalar(COUNT)
    print(f"{found.acknowledged} changes acknowledged, {kept} kept; {found.strays} pages differ from a reload")
    assert kept == found.acknowledged
    assert found.strays == 0
    assert found.p95 <= 1
    assert found.late <= 5


class Found(NamedTuple):
    """What was seen: seconds, changes, and pages that were wrong in the end."""

    p95: float
    late: float
    acknowledged: int
    strays: int


async def live_through(crowd: Crowd, costs: Costs) -> Found:
    async with crowd.open():
        costs.spent()
        before = crowd.asked()
        calm = await crowd.write(CALM, SECONDS)
        await asyncio.sleep(5)
        seen = crowd.latencies(calm)
        p50, p95 = seen[len(seen) // 2], seen[int(len(seen) * 0.95)]
        print(f"load {os.getloadavg()[0]:.1f}; {PAGES} pages on {PLACES} lists, {CALM} changes/s for {SECONDS:.0f} s:")
        print(f"p50 {p50:.2f} s, p95 {p95:.2f} s; {crowd.asked().since(before)}; {costs.spent()}")
        before, start = crowd.asked(), time.monotonic()
        storm = await crowd.write(STORM, SECONDS)
        end = time.monotonic()
        while not crowd.is_right(storm) and time.monotonic() < end + 30:
            await asyncio.sleep(0.02)
        late = time.monotonic() - end
        print(f"{STORM} changes/s wanted, {len(storm) / (end - start):.0f} taken for {end - start:.0f} s:")
        print(f"every page right {late:.2f} s after; {crowd.asked().since(before)}; {costs.spent()}")
        await asyncio.sleep(5)
        return Found(p95, late, len(calm) + len(storm), await crowd.strays())
