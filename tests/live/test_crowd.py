"""Many open pages see what others do; the drill of the same name does it with two hundred of them."""

from __future__ import annotations

import asyncio

from tests.instances import instance
from tests.live.listening import serving
from tests.live.storm import Crowd, gather, run


def test_every_open_page_sees_every_change(environment: dict[str, str]) -> None:
    with instance(environment) as own, serving(own.environment) as (address, _):
        team = own.assemble()
        run(look_on(gather(own, team, int(address.rpartition(":")[2]), pages=12, places=3)))


async def look_on(crowd: Crowd) -> None:
    async with crowd.open():
        changes = await crowd.write(3, 3)
        for _ in range(300):
            if crowd.is_right(changes):
                break
            await asyncio.sleep(0.1)
        assert await crowd.strays() == 0
    found = crowd.latencies(changes)
    assert len(found) == 9 * 4
    assert found[-1] < 30
    assert max(page.asked for page in crowd.pages) < 12, "each page asks once for what comes close together"
