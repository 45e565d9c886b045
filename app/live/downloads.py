"""Long answers leave the threads that make pages: a slow line may take an hour for one, and threads are few.

The hub sends them on beside its streams, one piece in memory each. Under a server that has none, few threads are given.
"""

from __future__ import annotations

import asyncio
import socket
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import BoundedSemaphore, Lock

import structlog
from flask import Response
from werkzeug.exceptions import TooManyRequests

from app.live.closing import close_gently
from app.live.taking_over import Taken, offering
from app.web.errors import TOO_MANY_DOWNLOADS

MOST, MOST_EACH = 500, 8
SHORT = 256 * 1024
"""Bytes that are sent at once, as a page is."""
SLOWEST = 60.0
"""Seconds within which a reader takes a piece."""
THREADS = BoundedSemaphore(2)
"""Those of a process that are given away where there is no hub."""
log = structlog.get_logger("primo.live")


@dataclass(slots=True)
class Download:
    """What is still to be sent, and to whom."""

    person: uuid.UUID
    pieces: Iterator[bytes]
    is_taken: bool = False


class Downloads:
    """The downloads of one web process; `send` runs in the thread of its hub."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.reader = ThreadPoolExecutor(2, "downloads")
        self.of: Counter[uuid.UUID] = Counter()
        self.counting = Lock()

    def begin(self, download: Download) -> bool:
        """Count it, unless there are too many."""
        with self.counting:
            has_room = self.of[download.person] < MOST_EACH and self.of.total() < MOST
            self.of[download.person] += has_room
        return has_room

    def let_go(self, download: Download) -> None:
        """Forget what nobody began to read."""
        if not download.is_taken:
            self.end(download)

    def end(self, download: Download) -> None:
        with self.counting:
            self.of[download.person] -= 1
            self.of += Counter()  # drops who has none

    async def send(self, connection: socket.socket, download: Download) -> None:
        """Send piece by piece as fast as they are taken, and close; what breaks off is short of its length."""
        try:
            while piece := await self.loop.run_in_executor(self.reader, next, download.pieces, b""):
                async with asyncio.timeout(SLOWEST):
                    await self.loop.sock_sendall(connection, piece)
        except Exception as fault:  # whatever becomes of one line or of the store, the hub goes on
            log.info("a download broke off", error=repr(fault)[:200])
        finally:
            self.end(download)
            await close_gently(connection)

    def let_end(self, seconds: float) -> None:
        """Wait for those that are under way, but no longer than this."""
        until = time.monotonic() + seconds
        while self.of.total() and time.monotonic() < until:
            time.sleep(0.1)


def send_long(pieces: Iterator[bytes], size: int, *, to: uuid.UUID) -> Response:
    """Answer with so many bytes; 429 where this person, or the process, is sending too much already."""
    if size <= SHORT:
        return Response(b"".join(pieces))
    hub = offering()
    if hub is None:
        return send_by_thread(pieces, size)
    download = Download(to, pieces)
    if not hub.downloads.begin(download):
        turn_away()
    response = Response(begun(download))
    response.call_on_close(partial(hub.downloads.let_go, download))
    response.content_length = size
    return response


def begun(download: Download) -> Iterator[bytes]:
    """Send the headers, then leave."""
    yield b""
    download.is_taken = True
    raise Taken(download)


def send_by_thread(pieces: Iterator[bytes], size: int) -> Response:
    if not THREADS.acquire(blocking=False):
        turn_away()
    response = Response(pieces)
    response.content_length = size
    response.call_on_close(THREADS.release)
    return response


def turn_away() -> None:
    raise TooManyRequests(TOO_MANY_DOWNLOADS, retry_after=30)
