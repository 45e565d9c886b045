"""Gunicorn's threaded worker, whose threads are for pages alone: what lasts leaves them, silence does not enter."""

from __future__ import annotations

import resource
import selectors
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import nullcontext, suppress
from functools import partial
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from app.live.gathering import MOST_ON_DISK, TOO_LATE, TOO_MUCH, Gathered, Gathering
from app.live.hub import Hub
from app.live.taking_over import Taken, offered

FILES = 65_536
STANDSTILL = struct.pack("ll", 30, 0)
"""Seconds without a byte to or fro after which a thread lets go of a connection."""


class StreamingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Serves pages as its parent does; see `app/live/taking_over.py` for what becomes of streams."""

    hub: Hub | None = None
    longest = 1024 * 1024
    looked_at = 0.0

    def run(self) -> None:
        allow_files()
        self.coming: dict[TConn, Gathering] = {}
        if isinstance(self.wsgi, Flask):
            self.longest += self.wsgi.config["FILE_LIMIT_MB"] * 1024 * 1024
        if isinstance(self.wsgi, Flask) and self.wsgi.config["REDIS_URL"] and not self.cfg.is_ssl:
            self.hub = Hub(self.wsgi)
            self.hub.start()
        super().run()
        if self.hub is not None and self.hub.is_stopping:
            self.hub.has_ended.wait(1)
            self.hub.downloads.let_end(self.cfg.graceful_timeout - 2)

    def enqueue_req(self, conn: TConn) -> None:
        """Let a new connection wait for its first word beside the threads; browsers open some in advance."""
        conn.sock.setblocking(False)
        if conn.initialized or conn.data_ready:
            self.gather(conn)
            return
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def gather(self, conn: TConn) -> None:
        """Let the whole request come beside the threads; most are here with the first word."""
        if self.cfg.is_ssl:
            conn.gathering = None
            super().enqueue_req(conn)
            return
        begun = conn.parser.unreader.take_buffered() if conn.parser else b""
        gathering = Gathering(self.longest, begun)
        if gathering.is_whole or gathering.read(conn.sock):
            self.hand_over(conn, gathering)
        else:
            self.coming[conn] = gathering
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.go_on, conn))

    def go_on(self, conn: TConn, _line: socket.socket) -> None:
        gathering = self.coming[conn]
        if gathering.read(conn.sock):
            self.stop_waiting(conn)

    def stop_waiting(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        self.hand_over(conn, self.coming.pop(conn))

    def hand_over(self, conn: TConn, gathering: Gathering) -> None:
        """Give the request to a thread, or turn away who sent too much, took too long or has gone."""
        if not gathering.refusal and not gathering.is_gone:
            conn.gathering = gathering
            super().enqueue_req(conn)
            return
        gathering.spool.close()
        with suppress(OSError):
            if gathering.refusal:
                conn.sock.send(
                    f"HTTP/1.1 {gathering.refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
                )
        self.nr_conns -= 1
        if self.hub is None or gathering.is_gone:
            conn.close()
        else:
            self.hub.take(conn.sock, None)

    def turn_away_late_ones(self) -> None:
        """Once a second, see who takes too long; and where too much is held, let the largest go."""
        now = time.monotonic()
        if now < self.looked_at + 1:
            return
        self.looked_at = now
        late = {conn: TOO_LATE for conn, one in self.coming.items() if now > one.until()}
        if sum(one.on_disk() for one in self.coming.values()) > MOST_ON_DISK:
            late[max(self.coming, key=lambda conn: self.coming[conn].size)] = TOO_MUCH
        for conn, refusal in late.items():
            self.coming[conn].refusal = refusal
            self.stop_waiting(conn)

    def murder_pending(self) -> None:
        """Close what stays silent; a worker that ends waits for it no longer than for a kept connection."""
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, time.monotonic() + STOP_KEEPALIVE_LINGER)
        super().murder_pending()
        self.turn_away_late_ones()

    def handle(self, conn: TConn) -> Any:
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            conn.sock.setsockopt(socket.SOL_SOCKET, way, STANDSTILL)
        conn.sock.setblocking(True)
        if conn.gathering is not None:
            conn.init()
            if not isinstance(conn.parser.unreader, Gathered):
                conn.parser.unreader = Gathered(conn.sock)
            conn.parser.unreader.begin(conn.gathering)
        result = None
        try:
            with offered(self.hub) if self.hub else nullcontext():
                result = super().handle(conn)
        except Taken as taken:
            result = taken
        finally:
            if conn.gathering is not None:
                conn.parser.unreader.end(goes_on=result is True)
        return result

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        result = fs.result() if not fs.cancelled() and fs.exception() is None else None
        if self.hub is not None and (result is False or isinstance(result, Taken)):
            self.nr_conns -= 1
            self.hub.take(conn.sock, result.rest if result else None)
        else:
            super().finish_request(conn, fs)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.hub is not None:
            self.hub.stop()
        super().handle_exit(sig, frame)


def allow_files() -> None:
    """Each open stream is an open file; take as many as this process may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
