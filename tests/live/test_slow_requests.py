"""Requests that come drop by drop hold no thread, mean the same as in one piece, and end when they take too long."""

from __future__ import annotations

import selectors
import socket
import time
from contextlib import ExitStack

import httpx
import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from app.live import gathering
from app.live.gathering import BODY_LASTS, HEAD_LASTS, SLOWEST, Gathering
from app.live.worker import StreamingWorker
from tests.live.listening import SOON, Listener

HEAD = "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
FORM = b"email=nobody%40example.com&password=wrong"
ASK = "GET /health HTTP/1.1\r\nHost: {host}\r\n\r\n"


def connect(address: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])))
    line.settimeout(30)
    return line


def say(line: socket.socket, address: str, words: str, body: bytes = b"") -> None:
    line.sendall(words.format(host=address.removeprefix("http://")).encode() + body)


def all_of(line: socket.socket) -> bytes:
    with line.makefile("rb") as said:
        return said.read()


@pytest.mark.parametrize(
    "begun",
    [
        "GET /health HT",
        HEAD + "Content-Length: 500\r\n\r\nemail=",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n3\r\n=",
        ASK + "GET /health HT",
        HEAD + "Content-Length: 00000000000000000500\r\n\r\nemail=",
        HEAD + "Content-Length: 1000000000\r\n\r\nemail=",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n5;" + "x" * 1100,
        HEAD + "Transfer-Encoding: chunked\r\n\r\n5;" + "x" * 1100 + "\r\nemail\r\n3\r\n=",
    ],
    ids=["head", "body", "chunks", "the second", "many digits", "too large", "a long line", "what follows it"],
)
def test_no_thread_waits_for_the_rest(listen: type[Listener], begun: str) -> None:
    with ExitStack() as slow:
        for _ in range(8):
            say(slow.enter_context(connect(listen.address)), listen.address, begun)
        for _ in range(4):
            assert httpx.get(f"{listen.address}/health", timeout=SOON).status_code == 200


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_request_in_pieces_is_the_same_request(listen: type[Listener], is_chunked: bool) -> None:
    chunks = b"5\r\n%b\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (FORM[:5], len(FORM) - 5, FORM[5:])
    length = "Transfer-Encoding: chunked\r\n\r\n" if is_chunked else f"Content-Length: {len(FORM)}\r\n\r\n"
    whole = (HEAD + length).format(host=listen.address[7:]).encode() + (chunks if is_chunked else FORM)
    answers = []
    for size in (len(whole), 7):
        with connect(listen.address) as line:
            for start in range(0, len(whole), size):
                line.sendall(whole[start : start + size])
                time.sleep(0.002)
            say(line, listen.address, ASK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
            answers.append(all_of(line))
    assert [one.split()[1] for one in answers] == [b"422", b"422"]
    assert [one.count(b"HTTP/1.1 200 OK") for one in answers] == [1, 1]
    assert b"The address or the password is not right" in answers[1]


def test_several_that_come_at_once_are_answered_in_turn(listen: type[Listener]) -> None:
    with connect(listen.address) as line:
        say(line, listen.address, ASK * 3 + ASK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
        answer = all_of(line)
    assert answer.count(b"HTTP/1.1 200 OK") == 4


def test_who_waits_to_be_told_to_go_on_is_told(listen: type[Listener]) -> None:
    with connect(listen.address) as line:
        say(
            line,
            listen.address,
            HEAD + f"Connection: close\r\nExpect: 100-continue\r\nContent-Length: {len(FORM)}\r\n\r\n",
        )
        assert line.recv(100).startswith(b"HTTP/1.1 100 Continue")
        line.sendall(FORM)
        assert b"HTTP/1.1 422" in all_of(line)


def test_headers_have_ten_seconds_and_bodies_the_pace_of_a_slow_phone() -> None:
    now = time.monotonic()
    head = Gathering(1_000_000, b"GET / HTTP/1.1\r\n")
    assert head.until() == pytest.approx(now + HEAD_LASTS, abs=1)
    body = Gathering(1_000_000, b"POST / HTTP/1.1\r\nContent-Length: 900000\r\n\r\n")
    assert body.until() == pytest.approx(now + BODY_LASTS, abs=1)
    body.add(b"x" * 800_000)
    assert body.until() == pytest.approx(now + BODY_LASTS + 800_000 / SLOWEST, abs=1)
    assert not body.is_whole


def test_what_is_too_large_is_for_the_page_to_refuse_at_once() -> None:
    assert Gathering(1_000, b"POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n").is_whole
    endless = Gathering(1_000, b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n")
    assert not endless.is_whole
    assert endless.add(b"x" * 100_000)
    assert Gathering(1_000, b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000).refusal.startswith("431")


@pytest.mark.parametrize(("limit", "value", "status"), [("HEAD_LASTS", -1.0, b"408"), ("IN_MEMORY", -1, b"503")])
def test_what_takes_too_long_or_too_much_is_turned_away(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: float, status: bytes
) -> None:
    monkeypatch.setattr(gathering, limit, value)
    monkeypatch.setattr("app.live.worker.MOST_ON_DISK", 0)
    worker = StreamingWorker.__new__(StreamingWorker)
    worker.coming, worker.poller, worker.nr_conns, worker.cfg = {}, selectors.DefaultSelector(), 1, Config()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        conn = TConn(Config(), ours, None, None)
        theirs.sendall(b"GET / HTTP/1.1\r\n")
        worker.gather(conn)
        assert list(worker.coming) == [conn]
        worker.turn_away_late_ones()
        assert theirs.recv(1000).split()[1] == status
        assert theirs.recv(1000) == b""
    assert (worker.coming, worker.nr_conns) == ({}, 0)
