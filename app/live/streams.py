"""One open stream: a socket that gets messages, and gives itself up when its reader is too slow."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.live.frames import message

if TYPE_CHECKING:
    from app.live.hub import Hub
    from app.workspaces.viewer import Viewer

MOST_UNREAD = 64 * 1024
"""Bytes that wait for a reader before it is given up; its page comes back and asks what it has missed."""

FIRST = b"retry: 3000\n\n"
BEAT = message({}, "beat")
END = message({}, "end")


class Stream(asyncio.Protocol):
    """Somebody's open stream in one workspace; `token` is what their right to it is asked by."""

    __slots__ = ("asked_at", "beaten_at", "hub", "is_chunked", "token", "transport", "viewer")

    transport: asyncio.Transport

    def __init__(self, hub: Hub, viewer: Viewer, token: str, *, is_chunked: bool) -> None:
        self.hub, self.viewer, self.token, self.is_chunked = hub, viewer, token, is_chunked
        self.asked_at = self.beaten_at = hub.loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.set_write_buffer_limits(high=MOST_UNREAD)
        self.hub.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self.hub.drop(self)

    def send(self, text: bytes) -> None:
        if self.transport.is_closing():
            return
        self.transport.write(b"%x\r\n%b\r\n" % (len(text), text) if self.is_chunked else text)
        if self.transport.get_write_buffer_size() > MOST_UNREAD:
            self.transport.abort()

    def end(self, text: bytes = END) -> None:
        """Say that it is over and close; what a reader has not taken is not waited for."""
        if not self.transport.is_closing():
            self.send(text)
            if self.is_chunked:
                self.transport.write(b"0\r\n\r\n")
            self.transport.close()
        self.hub.drop(self)
