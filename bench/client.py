"""A load client that costs little: prepared bytes over kept-alive sockets, one request at a time on each."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
Next = Callable[[], bytes]


@dataclass(slots=True)
class Measured:
    """What one run of one case gave; latencies are in seconds."""

    seconds: float
    statuses: dict[int, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """Return the latency under which this share of the answers came, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000 if ordered else 0.0

    @property
    def size(self) -> int:
        return round(self.bytes / len(self.latencies)) if self.latencies else 0


def measure(port: int, requests: list[Next], seconds: float) -> Measured:
    """Send for so many seconds, on one connection for each of `requests`, and return what came back."""
    return asyncio.run(run(port, requests, seconds))


async def run(port: int, requests: list[Next], seconds: float) -> Measured:
    loop = asyncio.get_running_loop()
    measured = Measured(seconds)
    start = time.perf_counter()
    connections = [Connection(one, start + seconds, measured, loop.create_future()) for one in requests]
    for connection in connections:
        await loop.create_connection(lambda made=connection: made, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(connection.done for connection in connections))
    measured.seconds = time.perf_counter() - start
    return measured


class Connection(asyncio.Protocol):
    """One socket: sends, waits for the whole answer, sends again until the time is over."""

    def __init__(self, following: Next, end: float, measured: Measured, done: asyncio.Future[None]) -> None:
        self.following, self.end, self.measured, self.done = following, end, measured, done
        self.received = bytearray()
        self.sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.sent_at = time.perf_counter()
        self.transport.write(self.following())

    def data_received(self, data: bytes) -> None:
        self.received += data
        head = self.received.find(b"\r\n\r\n")
        if head < 0:
            return
        status = int(self.received[9:12])
        length = LENGTH.search(self.received, 0, head)
        size = head + 4 + (int(length[1]) if length and status not in (204, 304) else 0)
        if len(self.received) >= size:
            self.note(status, size)

    def note(self, status: int, size: int) -> None:
        now = time.perf_counter()
        self.measured.latencies.append(now - self.sent_at)
        self.measured.statuses[status] = self.measured.statuses.get(status, 0) + 1
        self.measured.bytes += size
        self.received.clear()
        if now < self.end:
            self.send()
        else:
            self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def median(values: list[float]) -> float:
    return statistics.median(values) if values else 0.0
