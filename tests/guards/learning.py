"""Which test asks which guard, kept in a file that drills of several parts write and read side by side."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.guards.loading import ROOT

PATIENCE = 180
"""Seconds without a word from the other parts after which their tests are run here; no test takes as long."""


class Learnt(NamedTuple):
    """How long a test took when it was run with every guard, and which it asked."""

    seconds: float
    asked: list[str]


class Known:
    """What is in the file of tests that are still as they were: a line for each, and nothing is ever taken out."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.tests: dict[str, Learnt] = {}
        self._read = 0

    def read(self) -> bool:
        """Read what was added to the file, and say whether there was anything."""
        if not self.path.is_file():
            return False
        with self.path.open("rb") as file:
            file.seek(self._read)
            lines = file.read().rpartition(b"\n")[0]
        self._read += len(lines) + bool(lines)
        for line in filter(None, lines.split(b"\n")):
            name, as_it_was, seconds, asked = json.loads(line)
            if as_it_was == digest(name.partition("::")[0]):
                self.tests[name] = Learnt(seconds, asked)
        return bool(lines)

    def keep(self, item: pytest.Item, learnt: Learnt) -> None:
        """Write a line at once: nobody reads half of it as a whole."""
        self.tests[item.nodeid] = learnt
        line = json.dumps([item.nodeid, digest(item.nodeid.partition("::")[0]), *learnt]) + "\n"
        with self.path.open("ab", buffering=0) as file:
            file.write(line.encode())

    def missing(self, items: Sequence[pytest.Item], part: str) -> Iterator[pytest.Item]:
        """Yield the tests that are to be run here: those of this part, then what the other parts do not come to."""
        number, parts = map(int, part.split("/")) if str(self.path) != os.devnull else (1, 1)
        self.read()
        own = items[number - 1 :: parts]
        yield from self.lacks(own)
        others, heard = [one for one in items if one not in own], time.monotonic()
        while self.lacks(others) and time.monotonic() - heard < PATIENCE:
            time.sleep(1)
            heard = time.monotonic() if self.read() else heard
        yield from self.lacks(others)

    def lacks(self, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        return [one for one in items if one.nodeid not in self.tests]


@cache
def digest(file: str) -> str:
    path = ROOT / file
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else "gone"
