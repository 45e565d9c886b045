"""Networks instead of addresses: /24 for IPv4, /64 for IPv6, so that limits fit and little is kept."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str | None) -> str:
    """Return the network an address is in, as text; an unreadable address is a network of its own."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is None:
            return str(ip_network((ip, 64), strict=False))
        ip = ip.ipv4_mapped
    return str(ip_network((ip, 24), strict=False))
