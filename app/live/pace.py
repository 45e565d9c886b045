"""How soon open pages are told of the next change: at once while little happens, together while much does.

Every page that is told asks the server what has become of it: what a change costs grows with the open pages.
"""

from __future__ import annotations

from collections import deque

SHORTEST, LONGEST = 0.1, 2.0
"""Seconds for which frames are gathered after some were sent."""
SPAN = 2.0
TOLD = 2000
"""Frames a second, each to one page, up to which a second is not too short."""


class Pace:
    """The times of the last frames of one workspace."""

    def __init__(self) -> None:
        self.times: deque[float] = deque(maxlen=1000)

    def note(self, now: float) -> None:
        self.times.append(now)

    def wait(self, now: float, pages: int) -> float:
        """Return the seconds to gather frames for, with so many pages open."""
        while self.times and now - self.times[0] > SPAN:
            self.times.popleft()
        return min(LONGEST, max(SHORTEST, len(self.times) / SPAN * pages / TOLD))
