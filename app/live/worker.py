"""Gunicorn's threaded worker, whose threads are for pages alone: what lasts leaves them, silence does not enter."""

from __future__ import annotations

import resource
import selectors
import socket
import struct
import time
from concurrent.futures import Future
from functools import partial
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from app.live.hub import Hub
from app.live.taking_over import Taken, offered

FILES = 65_536
STANDSTILL = struct.pack("ll", 30, 0)
"""Seconds without a byte to or fro after which a thread lets go of a connection."""


class StreamingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Serves pages as its parent does; see `app/live/taking_over.py` for what becomes of streams."""

    hub: Hub | None = None

    def run(self) -> None:
        allow_files()
        if isinstance(self.wsgi, Flask) and self.wsgi.config["REDIS_URL"] and not self.cfg.is_ssl:
            self.hub = Hub(self.wsgi)
            self.hub.start()
        super().run()
        if self.hub is not None and self.hub.is_stopping:
            self.hub.has_ended.wait(1)
            self.hub.downloads.let_end(self.cfg.graceful_timeout - 2)

    def enqueue_req(self, conn: TConn) -> None:
        """Let a new connection wait for its first word beside the threads; browsers open some in advance."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def murder_pending(self) -> None:
        """Close what stays silent; a worker that ends waits for it no longer than for a kept connection."""
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, time.monotonic() + STOP_KEEPALIVE_LINGER)
        super().murder_pending()

    def handle(self, conn: TConn) -> Any:
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            conn.sock.setsockopt(socket.SOL_SOCKET, way, STANDSTILL)
        if self.hub is None:
            return super().handle(conn)
        with offered(self.hub):
            try:
                return super().handle(conn)
            except Taken as taken:
                return taken

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
