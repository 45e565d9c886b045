"""Request buffering against slow clients (slowloris): a thread gets a request only once all of it is there.

What is read of its headers here only says when it is all there; what it means is gunicorn's to say, by the same bytes.
"""

from __future__ import annotations

import errno
import re
import socket
import time
from tempfile import SpooledTemporaryFile
from typing import Any

from gunicorn.http.unreader import SocketUnreader

HEAD_LASTS = 10.0
BODY_LASTS, SLOWEST = 30.0, 8_000
"""Seconds, and bytes a second beyond them: a phone on a slow line has most of an hour for a file of 25 MB."""
LONGEST_HEAD = 64 * 1024
PIECE = 256 * 1024
IN_MEMORY = 64 * 1024
MOST_ON_DISK = 1024**3
"""Bytes that the requests of one process may take while they come."""

LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
SIZE = re.compile(rb"[0-9a-f]{1,15}", re.IGNORECASE)
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
TOO_LATE, TOO_LONG, TOO_MUCH = "408 Request Timeout", "431 Request Header Fields Too Large", "503 Service Unavailable"


class Gathering:
    """What has come of one request; `longest` is the longest body that is read before its size is looked at."""

    def __init__(self, longest: int, begun: bytes = b"") -> None:
        self.longest = longest
        self.spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by whoever gets it
        self.began = time.monotonic()
        self.size = 0
        self.end: int | None = None
        self.chunk: int | None = None
        self.is_expected = self.is_gone = False
        self.refusal = ""
        self.is_whole = bool(begun) and self.add(begun)

    def read(self, line: socket.socket) -> bool:
        """Take what has come, and say whether to wait no longer: it is all there, refused, or who sent it is gone."""
        try:
            piece = line.recv(PIECE)
            self.is_gone = not piece
            self.is_whole = self.add(piece)
            if self.is_expected:
                self.is_expected = False
                line.send(GO_ON)
        except (BlockingIOError, InterruptedError):
            return False
        except OSError:
            self.is_gone = True
        return self.is_whole or self.is_gone

    def add(self, piece: bytes) -> bool:
        self.spool.write(piece)
        self.size += len(piece)
        if self.end is None and self.chunk is None:
            self.read_head()
        if self.chunk is not None:
            self.follow_chunks()
        return bool(self.refusal) or (self.end is not None and self.size >= self.end)

    def read_head(self) -> None:
        """Find out how long the request is, once its headers are there."""
        self.spool.seek(0)
        head = self.spool.read(LONGEST_HEAD)
        self.spool.seek(0, 2)
        begin = len(head) - len(head.lstrip(b"\r\n"))
        head, blank, _rest = head[begin:].partition(b"\r\n\r\n")
        if not blank:
            self.refusal = TOO_LONG if self.size >= LONGEST_HEAD else ""
            return
        after, head = begin + len(head) + len(blank), head + b"\r\n"
        length = LENGTH.search(head)
        self.is_expected = EXPECTS.search(head) is not None
        if CHUNKED.search(head):
            self.chunk = after
        else:
            size = int(length[1]) if length else 0
            self.end = after + size if size <= self.longest else after
        self.is_expected = self.is_expected and self.size < (self.end or self.size + 1)

    def follow_chunks(self) -> None:
        """Go from one chunk's size to the next, as far as they have come; nonsense is for gunicorn to refuse."""
        assert self.chunk is not None
        if self.size > self.longest + LONGEST_HEAD:
            self.end = self.size
        while self.end is None and self.chunk < self.size:
            self.spool.seek(self.chunk)
            line = self.spool.readline(1024)
            size = SIZE.match(line)
            if not size or (len(line) == 1024 and not line.endswith(b"\n")):
                self.end = self.size
            elif not line.endswith(b"\n"):
                break
            elif int(size[0], 16):
                self.chunk += len(line) + int(size[0], 16) + 2
            elif b"\r\n\r\n" in line[-2:] + self.spool.read(PIECE):
                self.end = self.size
            else:
                break
        self.spool.seek(0, 2)

    def until(self) -> float:
        """Return when it must be whole, or have grown: headers at once, bodies at the pace of a slow phone."""
        if self.end is None and self.chunk is None:
            return self.began + HEAD_LASTS
        return self.began + BODY_LASTS + self.size / SLOWEST

    def on_disk(self) -> int:
        return self.size if self.size > IN_MEMORY else 0


class Gathered(SocketUnreader):  # type: ignore[misc]  # gunicorn has no types
    """Gives out what was gathered, and no more: what lacks then was written to look longer to gunicorn than to us."""

    gathering: Gathering | None = None

    def begin(self, gathering: Gathering) -> None:
        gathering.spool.seek(0)
        self.gathering = gathering

    def chunk(self, size_hint: int | None = None) -> Any:
        wanted = min(max(size_hint or 0, self.mxchunk), self.max_body_chunk)
        piece = self.gathering.spool.read(wanted) if self.gathering else b""
        if not piece:
            raise ConnectionResetError(errno.ECONNRESET, "there is no more of it")
        return piece

    def end(self, *, goes_on: bool) -> None:
        """Let go of the request; what came beyond it is where the next one begins."""
        if self.gathering and goes_on:
            self.buf.seek(0, 2)
            self.buf.write(self.gathering.spool.read())
        if self.gathering:
            self.gathering.spool.close()
            self.gathering = None
