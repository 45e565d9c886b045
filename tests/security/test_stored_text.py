"""Every column that people write is among those that the tests of stored script fill."""

from __future__ import annotations

from tests.above import above_the_walls
from tests.browser.hostile import write_everywhere
from tests.browser.hostile_columns import left_out
from tests.cast import Team


def test_every_column_that_people_write_is_tried(team: Team) -> None:
    write_everywhere(team, ["<img src=x onerror=ran(1)>", "<svg onload=ran(2)>"])
    with above_the_walls() as connection:
        assert left_out(connection) == [], "write it in tests/browser/hostile.py, or say that it is ours"
