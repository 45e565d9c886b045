"""Guards that nobody misses alone, since another stands behind them.

The drill takes no word for it: lifted together with what is named here the guard is missed, by a test that does not
mind that alone. An entry whose guard is missed alone, or is no more, is a fault.
"""

from __future__ import annotations

from tests.guards.lifting import WALL

BEHIND: dict[str, tuple[tuple[str, ...], str]] = {}
"""Each such guard, what stands behind it (guards by name, or `WALL`), and why both are there."""

__all__ = ["BEHIND", "WALL"]
