"""Requests to other servers, guarded against SSRF: this is the one way out.

A name is resolved once, all its addresses must be public, and the one that was checked is connected to; no redirect is
followed. OUTBOUND_NETWORKS opens networks of the host's own; only there plain http is spoken.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, urlencode, urlsplit

PATIENCE = 5.0  # seconds for a whole answer
MOST = 256 * 1024  # bytes of it
PORTS = {"https": 443, "http": 80}
GLOBAL = ip_network("2000::/3")
NEVER = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3ffe::/15")))
"""Looks global and leads elsewhere: tunnels that carry another address inside, and what was given back."""
TUNNEL_ENDS = (0x00005EFE, 0x02005EFE)
"""How the last eight bytes begin where the other four are an address of a network's own (ISATAP)."""

Address = IPv4Address | IPv6Address


class Refused(Exception):
    """This was not asked, or the answer was none: where it leads, how long it took, or how much came."""


class Answer(NamedTuple):
    status: int
    body: bytes


def fetch(
    url: str, *, networks: str = "", form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """GET the address, or POST the form to it, and return the answer; raises Refused for all that can go wrong."""
    parts = split(url)
    address = resolve(parts, networks)
    try:
        line = connect(parts, address)
    except (OSError, ValueError) as fault:
        raise Refused(f"{parts.hostname} does not answer: {fault}") from None
    clock = threading.Timer(PATIENCE, hang_up, [line])
    clock.daemon = True
    clock.start()
    try:
        return converse(line, parts, form, headers or {})
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise Refused(f"{parts.hostname} does not answer: {fault!r}") from None
    finally:
        clock.cancel()
        line.close()


def split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in PORTS and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.username is not None or not url.isascii() or any(c <= " " for c in url):
        raise Refused("This is no address that can be asked.")
    return parts


def resolve(parts: SplitResult, networks: str = "") -> Address:
    """Return where to connect; every address of the name must be one that may be asked."""
    own = [ip_network(network) for network in networks.split()]
    try:
        found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(f"There is no {parts.hostname}.") from None
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        is_own = any(address in network for network in own)
        if not is_own and (parts.scheme != "https" or not is_public(address)):
            raise Refused(f"{parts.hostname} is not on the internet, or does not speak https.")
    return addresses[0]


def is_public(address: Address) -> bool:
    """Say whether this leads to the internet and to nothing of the host's own, in whatever spelling."""
    if isinstance(address, IPv6Address) and (address not in GLOBAL or (int(address) >> 32) & 0xFFFFFFFF in TUNNEL_ENDS):
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in NEVER)


def connect(parts: SplitResult, address: Address) -> socket.socket:
    line = socket.create_connection((str(address), parts.port or PORTS[parts.scheme]), timeout=PATIENCE)
    if parts.scheme == "http":
        return line
    try:
        return ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
    except BaseException:
        line.close()
        raise


def hang_up(line: socket.socket) -> None:
    """End a conversation that takes too long, however slowly it drips."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        line.close()


def converse(
    line: socket.socket, parts: SplitResult, form: Mapping[str, str] | None, headers: Mapping[str, str]
) -> Answer:
    connection = http.client.HTTPConnection(parts.hostname or "")
    connection.sock = line
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": parts.netloc, "User-Agent": "Primo", "Accept": "application/json", "Connection": "close", **headers}
    if form is None:
        connection.request("GET", path, headers=sent)
    else:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", path, urlencode(form), sent)
    answer = connection.getresponse()
    body = answer.read(MOST + 1)
    if len(body) > MOST:
        raise Refused(f"{parts.hostname} says too much.")
    if answer.length:
        raise Refused(f"{parts.hostname} stopped in the middle.")
    return Answer(answer.status, body)
