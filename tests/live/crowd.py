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
from urllib.parse import urlencode

CHANGE = re.compile(rb"Change (\d+) of")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
SOON, SLOW, BUSY, SLOWEST = 0.25, 2.0, 8, 3.0
"""The paces of static/js/live.js in seconds: between two requests, after many frames, how many, and the longest."""


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
    """A list that is open in somebody's browser; `shown` says when it first showed which change."""

    path: str
    key: str
    wire: Wire
    listening: Wire
    tag: str = ""
    text: bytes = b""
    shown: dict[int, float] = field(default_factory=dict)
    frames: list[float] = field(default_factory=list)
    due: float = float("inf")
    asked: int = 0

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
        entries = frame.get("e", [["", ""]])
        assert isinstance(entries, list)
        if any(not ref or ref.split("-")[0] == self.key for _, ref in entries):
            self.frames.append(now)
            self.due = min(self.due, now)
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
            self.frames = [at for at in self.frames if ended - at < SLOW]
            pause = min(SLOWEST, max((ended - now) * 10, SLOW if len(self.frames) > BUSY else SOON))

    async def refresh(self) -> None:
        self.asked += 1
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": self.tag} if self.tag else {})
        status, head, body = await self.wire.ask("GET", self.path, headers)
        assert status in (200, 304), (status, body[:300])
        if status == 200:
            self.text = body
            found = re.search(rb"\r\netag: *([^\r]+)", head, re.I)
            self.tag = found[1].decode() if found else ""
        now = time.monotonic()
        for number in CHANGE.findall(self.text):
            self.shown.setdefault(int(number), now)


async def lines(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while line := await reader.readline():
        yield line.rstrip()
