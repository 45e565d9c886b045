"""An LRU cache for the threads of a process: the answers asked for last, each under all that it depends on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Latest(Generic[Found]):
    """At most `most` answers; the one that nobody has asked for the longest goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: OrderedDict[tuple[object, ...], Found] = OrderedDict()
        self.lock = Lock()

    def get(self, key: tuple[object, ...], read: Callable[[], Found]) -> Found:
        """Return the answer that is kept under this key, or read it now; two threads may read the same at once."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        found = read()
        with self.lock:
            self.kept[key] = found
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return found
