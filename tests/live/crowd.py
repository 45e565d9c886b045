"""Many open pages, as far as a server can tell: each listens, asks again when told, and keeps to a page's pace."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

CHANGE = re.compile(rb"Change (\d+) of")
ROW = re.compile(rb'<li id="task-([A-Z]+-\d+)".*?</li>', re.S)
PIECE = re.compile(rb'<hx-partial hx-target="#task-([A-Z]+-\d+)".*?</hx-partial>', re.S)
VERSION = re.compile(rb'<meta name="?version"? content="?(\d+)')
REGION = b'<hx-partial hx-target="#list"'
STANDS = re.compile(rb'data-groups="([^"]*)"')
MOST_NEWS, MOST_ABOVE = 30, 6
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
SOON, SLOWEST = 0.25, 2.0
"""The paces of static/js/live.js in seconds: between two requests, at least and at most."""


@dataclass(slots=True)
class Wire:
    """One kept-alive connection of one person."""

    port: int
    token: str
    reader: asyncio.StreamReader = field(init=False)
    writer: asyncio.StreamWriter = field(init=False)

    async def open(self) -> Wire:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        return self

    def send(self, method: str, path: str, headers: dict[str, str], form: dict[str, str] | None = None) -> None:
        body = urlencode(form or {})
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Cookie: primo_session={self.token}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if form:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    async def ask(
        self, method: str, path: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> tuple[int, bytes, bytes]:
        """Return status, head and body of the answer."""
        self.send(method, path, headers, form)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        status = int(head[9:12])
        body = await self.reader.readexactly(int(length[1])) if length and status != 304 else b""
        return status, head, gzip.decompress(body) if b"\ncontent-encoding: gzip" in head.lower() else body


@dataclass(slots=True)
class OpenPage:
    """A flat list that is open in somebody's browser: what it shows, and when it first showed which change.

    It does with news what static/js/live.js does: rows go to where they stand, those that are not told of leave, and
    where that is not enough the whole page is asked for.
    """

    path: str
    key: str
    wire: Wire
    listening: Wire
    tag: str = ""
    rows: dict[str, bytes] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    has_more: bool = False
    shown: dict[int, float] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    is_old: bool = True
    heard: int = 0
    due: float = float("inf")
    asked: int = 0
    anew: int = 0
    whole: int = 0

    async def live(self) -> None:
        """Be open until cancelled."""
        await self.wire.open()
        await self.refresh()
        await asyncio.gather(self.listen(), self.keep_up())

    async def listen(self) -> None:
        await self.listening.open()
        self.listening.send("GET", f"/{self.path.split('/')[1]}/stream", {})
        async for line in lines(self.listening.reader):
            if line.startswith(b"data: {") and (frame := json.loads(line[6:])):
                self.hear(frame)

    def hear(self, frame: dict[str, object]) -> None:
        now = time.monotonic()
        version, wait, entries = frame.get("v", 0), frame.get("w", 0), frame.get("e")
        assert isinstance(version, int)
        assert isinstance(wait, int)
        if entries is None and version <= self.heard:
            return
        self.heard = max(self.heard, version)
        entries = entries or [["", ""]]
        assert isinstance(entries, list)
        concern = [not ref or ref.split("-")[0] == self.key for _, ref in entries]
        for (_, ref), here in zip(entries, concern, strict=True):
            self.changed.add(ref if here else f"{ref.split('-')[0]}-0")
            self.is_old |= "-" not in ref or (here and ref.endswith("-0"))
        if any(concern):
            self.due = min(self.due, now + random.uniform(0, wait / 1000))
        else:
            self.due = min(self.due, now + random.uniform(10, 20))

    async def keep_up(self) -> None:
        ended = pause = 0.0
        while True:
            now = time.monotonic()
            if now < max(self.due, ended + pause):
                await asyncio.sleep(min(0.02, max(self.due, ended + pause) - now))
                continue
            self.due = float("inf")
            await self.refresh()
            ended = time.monotonic()
            pause = min(SLOWEST, max(ended - now, SOON)) * random.uniform(0.9, 1.1)

    async def refresh(self) -> None:
        self.asked += 1
        refs = [] if self.is_old else sorted(self.changed)
        self.changed, self.is_old = set(), False
        if refs and (len(refs) > MOST_NEWS or not await self.take_news(refs, {})):
            self.anew += 1
            counts = sorted({re.sub(r"\d+$", "0", ref) for ref in refs})
            await self.take_news(counts, {"all": "1"})
        elif not refs:
            await self.ask_whole()
        now = time.monotonic()
        for row in self.rows.values():
            if change := CHANGE.search(row):
                self.shown.setdefault(int(change[1]), now)

    async def take_news(self, refs: list[str], more: dict[str, str]) -> bool:
        base = f"/{self.path.split('/')[1]}"
        asked = urlencode({"at": self.path, "only": ",".join(refs), "heard": self.heard} | more)
        status, _, body = await self.wire.ask("GET", f"{base}/news?{asked}", {"Accept-Encoding": "gzip"})
        assert status == 200, (status, body[:300])
        if REGION in body:
            self.show(body)
            return True
        news = {match[1].decode(): match[0] for match in PIECE.finditer(body)}
        stands = json.loads(unescape(found[1].decode()))["stands"] if (found := STANDS.search(body)) else {}
        self.order = [ref for ref in self.order if ref in news or ref not in refs]
        self.rows |= news
        return all(
            self.put(ref, spot, above) for ref, (_, spot, *above) in sorted(stands.items(), key=lambda one: one[1][1])
        )

    def put(self, ref: str, spot: int, above: list[str]) -> bool:
        """Put a row where it stands; False where that cannot be known."""
        begins = "" if len(above) < MOST_ABOVE else above[-1]
        behind = next((one for one in above if one in self.order), begins)
        is_far = behind != "" and behind not in self.order
        if (
            self.has_more
            and (spot > len(self.order) if is_far else self.order[-1:] == [behind])
            and ref not in self.order
        ):
            return True
        if is_far or not self.order:
            return False
        if ref in self.order:
            self.order.remove(ref)
        self.order.insert(self.order.index(behind) + 1 if behind else 0, ref)
        return True

    async def ask_whole(self) -> None:
        self.whole += 1
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": self.tag} if self.tag else {})
        status, head, body = await self.wire.ask("GET", self.path, headers)
        assert status in (200, 304), (status, body[:300])
        if status == 304:
            return
        self.show(body)
        if version := VERSION.search(body):
            self.heard = max(self.heard, int(version[1]))
        found = re.search(rb"\r\netag: *([^\r]+)", head, re.I)
        self.tag = found[1].decode() if found else ""

    def show(self, body: bytes) -> None:
        """Take the rows of a whole list for those of the page."""
        self.rows = {match[1].decode(): match[0] for match in ROW.finditer(body)}
        self.order = list(self.rows)
        self.has_more = b'class="more"' in body

    async def is_as_reloaded(self) -> bool:
        """Say whether the page shows what it would show if it were opened now."""
        was = [(ref, titles(self.rows[ref])) for ref in self.order]
        self.tag, self.wire = "", await Wire(self.wire.port, self.wire.token).open()
        await self.ask_whole()
        return was[: len(self.order)] == [(ref, titles(self.rows[ref])) for ref in self.order]


def titles(row: bytes) -> list[bytes]:
    return re.findall(rb">([^<>]*\w[^<>]*)<", row)


async def lines(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while line := await reader.readline():
        yield line.rstrip()
