"""Changes at a given pace under many open pages, and how long each took to be seen."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.creating import create_project
from app.workspaces.creating import create_home, join
from app.workspaces.models import Role, Workspace
from tests.cast import Person, Team, make_user, sign_in
from tests.instances import Instance
from tests.live.crowd import OpenPage, Wire

T = TypeVar("T")
WRITERS = 8
EACH = 8
"""Open pages of one person."""


@dataclass(frozen=True, slots=True)
class Change:
    """One acknowledged change: its number, when it was sent, and on which list."""

    number: int
    at: float
    key: str


class Asked(NamedTuple):
    """How often pages asked for what is new, and how often they needed the list anew, or the whole page."""

    times: int
    anew: int
    whole: int

    def since(self, before: Asked) -> str:
        times, anew, whole = (now - was for now, was in zip(self, before, strict=True))
        return f"{times} times asked for news, {anew} of them also for the list anew, {whole} for the whole page"


@dataclass(slots=True)
class Crowd:
    """People with open pages on the lists of one workspace."""

    port: int
    pages: list[OpenPage]
    keys: list[str]
    writer: Person
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keep all pages open for the block."""
        living = [asyncio.create_task(page.live()) for page in self.pages]
        while not all(page.tag for page in self.pages):
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        yield
        for task in living:
            assert not task.done() or not task.exception(), task.exception()
            task.cancel()
        await asyncio.gather(*living, return_exceptions=True)

    async def write(self, rate: float, seconds: float) -> list[Change]:
        """Make changes at this rate, each on one of the lists in turn, and return those that were acknowledged."""
        wires = [await Wire(self.port, self.writer.token).open() for _ in range(WRITERS)]
        free = asyncio.Queue[Wire]()
        for wire in wires:
            free.put_nowait(wire)
        done: list[Change] = []

        async def one(number: int, key: str) -> None:
            wire, title = await free.get(), f"Change {number} of many"
            sent = time.monotonic()
            headers = {"Sec-Fetch-Site": "same-origin"}
            status, _, _ = await wire.ask("POST", f"/acme/projects/{key}/tasks", headers, {"title": title})
            free.put_nowait(wire)
            assert status == 303
            done.append(Change(number, sent, key))

        start, tasks = time.monotonic(), []
        for turn, key in zip(range(int(rate * seconds)), itertools.cycle(self.keys), strict=False):
            await asyncio.sleep(max(0, start + turn / rate - time.monotonic()))
            tasks.append(asyncio.create_task(one(next(self.numbers), key)))
        await asyncio.gather(*tasks)
        return done

    def is_right(self, changes: list[Change]) -> bool:
        """Say whether every page shows the last change of its list."""
        last = {change.key: change.number for change in sorted(changes, key=lambda change: change.number)}
        return all(last[page.key] in page.shown for page in self.pages if page.key in last)

    async def strays(self) -> int:
        """Return how many pages show something else than they would if they were opened now."""
        return sum([not await page.is_as_reloaded() for page in self.pages])

    def asked(self) -> Asked:
        """Return how often the pages have asked so far, and how often for more."""
        return Asked(*(sum(getattr(page, name) for page in self.pages) for name in ("asked", "anew", "whole")))

    def latencies(self, changes: list[Change]) -> list[float]:
        """Return for each change and each page of its list the seconds until it was shown there."""
        return sorted(
            page.shown.get(change.number, float("inf")) - change.at
            for change in changes
            for page in self.pages
            if page.key == change.key
        )


def run(looking: Coroutine[None, None, T]) -> T:
    """Run it in a thread of its own: beside browser tests, this one has a running loop already."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, looking).result()


def gather(own: Instance, team: Team, port: int, *, pages: int, places: int) -> Crowd:
    """Make people and projects, and their pages, still closed."""
    keys = ["WEB"]
    with in_workspace(team.workspace_id):
        for number in range(1, places):
            key = f"P{chr(64 + number)}"
            create_project(f"Project {number}", by=team.alice.viewer(), at=utcnow(), key=key)
            keys.append(key)
        db.session.commit()
    people = [join_in(own, team, number) for number in range(-(-pages // EACH))]
    opened = []
    for number in range(pages):
        token, key = people[number // EACH].token, keys[number % places]
        path = f"/acme/projects/{key}?sort=created"
        opened.append(OpenPage(path, key, Wire(port, token), Wire(port, token)))
    db.session.remove()
    return Crowd(port, opened, keys, team.bob)


def join_in(own: Instance, team: Team, number: int) -> Person:
    user = make_user(f"Person{number} Nobody")
    create_home(user, at=utcnow())
    workspace = db.session.get_one(Workspace, team.workspace_id)
    with in_workspace(team.workspace_id):
        join(workspace, user, Role.MEMBER, at=utcnow())
        db.session.commit()
    return sign_in(own.app, user, workspace)
