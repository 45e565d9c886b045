"""What Primo asks of others never reaches what only it can reach: every spelling of an address of one's own."""

from __future__ import annotations

import socket

import pytest

from app.web.outbound import Refused, fetch, resolve, split

INSIDE = """
127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254
100.64.0.1 100.127.255.255 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1
64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 5f00::1 4000::1
"""
OUTSIDE = """
8.8.8.8 93.184.216.34 2606:4700:4700::1111 2a00:1450:4001:800::200e
"""
ODD = """
https://2130706433/ https://0x7f000001/ https://017700000001/ https://127.1/ https://0/ https://localhost/
https://localhost./ https://[::1]/ https://[::ffff:7f00:1]/ https://[fe80::1%25lo]/ http://8.8.8.8/ ftp://8.8.8.8/
file:///etc/passwd https:/// https:8.8.8.8 https://user@8.8.8.8/ https://user:pass@8.8.8.8/ https://8.8.8.8:0/
https://8.8.8.8:99999/ https://8.8.8.8:x/ https://ⓛocalhost/ https://[8.8.8.8/ javascript:1 //8.8.8.8/ x
"""


def known_as(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name have these addresses."""
    found = [(None, None, None, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)


def test_an_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in INSIDE.split():
        known_as(monkeypatch, address)
        with pytest.raises(Refused):
            resolve(split("https://issuer.example.com/"))


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


def test_an_odd_spelling_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def connecting(*_: object, **__: object) -> socket.socket:
        raise AssertionError("it was asked")

    monkeypatch.setattr(socket, "create_connection", connecting)
    for url in (*ODD.split(), "https://8.8.8.8/\r\nX: 1", "https://8.8.8.8/ x", ""):
        with pytest.raises(Refused):
            fetch(url)


def test_networks_of_ones_own_are_opened_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known_as(monkeypatch, "10.1.2.3")
    assert str(resolve(split("http://issuer.lan/"), "10.1.0.0/16 192.168.7.0/24")) == "10.1.2.3"
    with pytest.raises(Refused):
        resolve(split("http://issuer.lan/"), "10.2.0.0/16")
