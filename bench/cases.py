"""What is measured: each case says what it sends, which status answers, and which share of hello is its goal."""

from __future__ import annotations

import http.client
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from redis import Redis

from bench.client import Next
from bench.paths import HELLO
from bench.seeding import CHANGED, Place
from bench.stack import Stack

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial", "Sec-Fetch-Site": "same-origin"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request; `goal` and `now` are shares of hello, of PERFORMANCE.md and of this release."""

    name: str
    requests: Callable[[], list[Next]]
    status: int = 200
    goal: float | None = None
    now: float | None = None


def cases(stack: Stack, places: list[Place], connections: int) -> list[Case]:
    """Return the cases, hello first; each connection is somebody else in another workspace."""
    people = list(itertools.islice(itertools.cycle(places), connections))
    cache = Redis.from_url(stack.redis)

    def each(make: Callable[[Place, Iterator[int]], Callable[[], bytes]]) -> Callable[[], list[Next]]:
        return lambda: [make(place, itertools.count()) for place in people]

    def constant(path: str, *, tagged: bool = False) -> Callable[[], list[Next]]:
        def make(place: Place, _turn: Iterator[int]) -> Next:
            address = path.format(slug=place.slug, key=place.key)
            tag = {"If-None-Match": etag(stack, place, address)} if tagged else {}
            request = get(place, address, tag)
            return lambda: request

        return each(make)

    def anew(path: str) -> Callable[[], list[Next]]:
        """Every request asks for the list of another workspace, which is not kept."""

        def make() -> list[Next]:
            pages = unkept([get(place, path.format(slug=place.slug, key=place.key)) for place in places], cache)
            return [lambda: next(pages)] * connections

        return make

    def complete(place: Place, turn: Iterator[int]) -> Next:
        """Complete and reopen each task of a list that no other case asks for, since a round ends anywhere."""
        steps = itertools.cycle([(ref, status) for ref in place.refs for status in ("completed", "pending")])

        def following() -> bytes:
            ref, status = next(steps)
            return post(place, CHANGED, f"tasks/{ref}/status", {"status": status})

        return following

    def create(place: Place, turn: Iterator[int]) -> Next:
        return lambda: post(place, "PD", "projects/PD/tasks", {"title": f"Something new {next(turn)}"})

    page, rows = "/{slug}/projects/{key}", "/{slug}/projects/{key}/rows"
    return [
        Case("hello", constant(HELLO)),
        Case("list of 50, unchanged (304)", constant(rows, tagged=True), 304, goal=0.60, now=0.4),
        Case("list of 50, queried and rendered", constant(rows), goal=0.30, now=0.2),
        Case("full page, unchanged (304)", constant(page, tagged=True), 304),
        Case("full page, its list from the cache", constant(page), goal=0.54),
        Case("full page, its list made anew", anew(page), goal=0.27),
        Case("complete or reopen a task", each(complete), goal=0.25),
        Case("create a task", each(create)),
        Case("API: 50 tasks, from the cache", constant("/api/tasks?limit=50")),
        Case("API: 50 tasks, made anew", anew("/api/tasks?limit=50")),
    ]


def unkept(requests: list[bytes], cache: Redis) -> Iterator[bytes]:
    """Yield these requests over and over; the cache is emptied before each turn through them."""
    while True:
        cache.flushdb()
        yield from requests


def get(place: Place, path: str, headers: dict[str, str] | None = None) -> bytes:
    return message("GET", path, {"Cookie": f"primo_session={place.token}"} | (headers or {}))


def post(place: Place, key: str, path: str, form: dict[str, str]) -> bytes:
    """Return the request of htmx on the page of the project `key`."""
    page = {"HX-Current-URL": f"http://127.0.0.1/{place.slug}/projects/{key}"}
    headers = {"Cookie": f"primo_session={place.token}"} | PARTIAL | page | FORM
    return message("POST", f"/{place.slug}/{path}", headers, urlencode(form))


def message(method: str, path: str, headers: dict[str, str], body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def etag(stack: Stack, place: Place, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": f"primo_session={place.token}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["ETag"]
