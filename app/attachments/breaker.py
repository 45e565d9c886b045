"""A breaker for the store: a bucket that says nothing costs a thread now and then, not every thread there is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from obstore.exceptions import BaseError

AWAY = BaseError
"""What a store raises that cannot be reached, is full, or refuses us."""
LONG = 3.0
"""Seconds after which a call that failed has kept somebody waiting; a refusal comes sooner."""
PAUSE = 10.0
"""Seconds for which nobody else asks then."""


class Breaker:
    """Closed, it lets calls through; open, it lets none, and after a pause one at a time until one is answered."""

    def __init__(self) -> None:
        self.open_until = 0.0
        self.deciding = Lock()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Ask the store inside of it; AWAY at once where it is open."""
        with self.deciding:
            if time.monotonic() < self.open_until:
                raise AWAY("no answer a moment ago")
            if self.open_until:
                self.trip()  # others wait for how this one fares
        with self.watching():
            yield

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Open it where what happens inside fails only after long; any other answer closes it."""
        began = time.monotonic()
        try:
            yield
        except AWAY:
            if time.monotonic() - began >= LONG:
                self.trip()
            else:
                self.open_until = 0.0
            raise
        except FileNotFoundError:
            self.open_until = 0.0
            raise
        self.open_until = 0.0

    def trip(self) -> None:
        self.open_until = time.monotonic() + PAUSE
