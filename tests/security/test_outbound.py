"""What Primo asks of others never reaches what only it can reach: every spelling of an address of one's own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from app.web import outbound
from app.web.outbound import Refused, fetch, resolve, split
from tests.security.inside import list_inside

OUTSIDE = """
8.8.8.8 93.184.216.34 2606:4700:4700::1111 2a00:1450:4001:800::200e
"""
PUBLIC = """
https://8.8.8.8/ https://134744072/ https://0x8080808/ https://010.010.010.010/ https://8.8.2056/
https://[2606:4700:4700::1111]/ https://[2606:4700:4700:0000:0000:0000:0000:1111]/
"""


def known_as(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name have these addresses."""
    found = [(None, None, None, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)


def lead_to(monkeypatch: pytest.MonkeyPatch, address: str) -> list[object]:
    """Let every name that is no address lead there, and return what is connected to."""
    numeric, asked = socket.getaddrinfo, list[object]()

    def look_up(host: str, *_: object, **kwargs: Any) -> list[Any]:
        try:
            return numeric(host, None, flags=socket.AI_NUMERICHOST, **kwargs)
        except socket.gaierror:
            return [(None, None, None, "", (address, 443))]

    def connecting(where: object, **_: object) -> socket.socket:
        asked.append(where)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connecting)
    return asked


def test_an_address_inside_is_never_asked_in_any_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    urls = list_inside()
    assert len(urls) >= 300
    for url, address in urls:
        with monkeypatch.context() as patch:
            asked = lead_to(patch, address)
            with pytest.raises(Refused):
                fetch(url)
            assert asked == [], (url, address)


def test_the_same_spellings_of_a_public_address_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = lead_to(monkeypatch, "127.0.0.1")
    for url in PUBLIC.split():
        with pytest.raises(Refused, match="nobody there"):
            fetch(url)
    assert {str(where) for where in asked} == {"('8.8.8.8', 443)", "('2606:4700:4700::1111', 443)"}


def test_a_name_that_moves_inside_after_it_was_checked_is_asked_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["8.8.8.8", "127.0.0.1", "127.0.0.1"])
    looked_up, numeric = list[str](), socket.getaddrinfo

    def look_up(host: str, *args: Any, **kwargs: Any) -> list[Any]:
        if not host[0].isdigit():
            looked_up.append(host)
            host = next(answers)
        return numeric(host, *args, **kwargs)

    asked = lead_to(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(Refused, match="nobody there"):
        fetch("https://rebinding.example.com/")
    assert (looked_up, asked) == (["rebinding.example.com"], [("8.8.8.8", 443)])


def test_a_redirect_is_not_followed() -> None:
    """A real server sends us to another one of the same machine, which hears nothing."""
    heard: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            code = self.path.strip("/")
            self.send_response(int(code) if code.isdecimal() else 200)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/inside")  # type: ignore[attr-defined]
            self.send_header("Refresh", "0; url=/inside")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing in the tests."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    codes = (301, 302, 303, 307, 308)
    found = [fetch(f"http://127.0.0.1:{server.server_port}/{code}", networks="127.0.0.1/32").status for code in codes]
    server.shutdown()
    server.server_close()
    assert (found, heard) == (list(codes), [f"/{code}" for code in codes])


def test_an_address_outside_is_connected_to_as_it_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def connecting(where: object, **_: object) -> socket.socket:
        asked.append(where)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "create_connection", connecting)
    for address in OUTSIDE.split():
        known_as(monkeypatch, address)
        with pytest.raises(Refused):
            fetch("https://issuer.example.com/")
    assert asked == [(address, 443) for address in OUTSIDE.split()]


def test_one_address_inside_spoils_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    known_as(monkeypatch, "8.8.8.8", "127.0.0.1")
    with pytest.raises(Refused):
        resolve(split("https://issuer.example.com/"))


def large(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (outbound.MOST + 1))


def dripping(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
    for _ in range(99):
        line.sendall(b"x")
        time.sleep(0.2)


def short(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")


@pytest.mark.parametrize(
    ("answer", "words"),
    [(large, "says too much"), (dripping, "in the middle|does not answer"), (short, "in the middle")],
)
def test_an_answer_that_is_too_large_too_slow_or_cut_is_none(
    answer: Callable[[socket.socket], None], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound, "PATIENCE", 0.3 if answer is dripping else 60.0)
    monkeypatch.setattr(outbound, "MOST", 1000)
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=serve, args=(door, answer), daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(Refused, match=words):
            fetch(f"http://127.0.0.1:{door.getsockname()[1]}/", networks="127.0.0.1/32")
        assert time.monotonic() - begun < 60


def serve(door: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    line, _ = door.accept()
    with line, suppress(OSError):
        line.recv(4096)
        answer(line)


def test_an_address_that_breaks_the_line_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = lead_to(monkeypatch, "8.8.8.8")
    for url in (
        "https://8.8.8.8/\r\nX: 1",
        "https://8.8.8.8/ x",
        "https://8.8.8.8/ä",
        "https://8.8.8.8/\t",
        "https://8.8.8.8\n/",
        "",
    ):
        with pytest.raises(Refused):
            fetch(url)
    assert asked == []


def test_networks_of_ones_own_are_opened_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known_as(monkeypatch, "10.1.2.3")
    assert str(resolve(split("http://issuer.lan/"), "10.1.0.0/16 192.168.7.0/24")) == "10.1.2.3"
    with pytest.raises(Refused):
        resolve(split("http://issuer.lan/"), "10.2.0.0/16")
