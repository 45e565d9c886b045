"""Addresses that a server must never ask for anybody, in every spelling that some resolver takes."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

INSIDE = """
127.0.0.1 127.255.255.254 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 169.254.170.2
100.64.0.1 100.100.100.200 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255
"""
INSIDE_6 = """
:: ::1 ::127.0.0.1 ::7f00:1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 64:ff9b:1:7f00:1:: 100::1 100:0:0:1::1
2001::1 2001:0:7f00:1::8080:fefe 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1
2001:db8::1 2001:db8:ffff::1
2002:7f00:1:: 2002:a9fe:a9fe::1 2002:c0a8:1::1 2002:808:808::1 3ffe::1 3fff::1 4000::1 5f00::1 8000::1 fc00::1
fd00:ec2::254 fd12::1 fe80::1 fe80::a9fe:a9fe fe80::1%lo fe80::1%1 febf::1 fec0::1 ff01::1 ff02::1 ff0e::1
::ffff:0:127.0.0.1 ::ffff:0:0:7f00:1 2606:4700::5efe:7f00:1 2606:4700::200:5efe:a9fe:a9fe
"""
NAMES = """
localhost LOCALHOST localhost. localhost.localdomain ip6-localhost ip6-loopback local broadcasthost
metadata.google.internal metadata metadata.google.internal. instance-data kubernetes.default.svc redis postgres
127.0.0.1.nip.io 10.0.0.1.sslip.io www.127.0.0.1.example.com 0--1.ipv6-literal.net
"""
LIES = """
https://8.8.8.8@127.0.0.1/ https://8.8.8.8:443@127.0.0.1/ https://8.8.8.8%40127.0.0.1/ https://8.8.8.8%2f@127.0.0.1/
https://127.0.0.1#@8.8.8.8/ https://127.0.0.1?@8.8.8.8/ https://127.0.0.1\\@8.8.8.8/ https://8.8.8.8\\@127.0.0.1/
https://127.0.0.1;8.8.8.8/ https://8.8.8.8,127.0.0.1/ https://[::ffff:8.8.8.8]/ https://[::1]8.8.8.8/ https://[::1/
https://127.0.0.1%2f.example.com/ https://127.0.0.1%00.example.com/ https://127.0.0.1%0a/ https://%31%32%37.0.0.1/
https://①②⑦.0.0.1/ https://127。0。0。1/ https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/ https://１２７.0.0.1/ https://127.0.0.1\u200b/
https:/127.0.0.1/ https:127.0.0.1/ https:///127.0.0.1/ https:////127.0.0.1/ https:\\\\127.0.0.1/ ///127.0.0.1/
//127.0.0.1/ http://8.8.8.8/ http://8.8.8.8:443/ ftp://8.8.8.8/ ftps://8.8.8.8/ gopher://127.0.0.1:6379/_FLUSHALL
dict://127.0.0.1:6379/INFO file:///etc/passwd file://127.0.0.1/etc/passwd ldap://127.0.0.1/ tftp://127.0.0.1/
sftp://127.0.0.1/ jar:https://127.0.0.1!/ data:text/plain,x javascript:1 netdoc:///etc/passwd php://input
unix:///run/redis.sock https+unix://%2Frun%2Fredis.sock/ https://8.8.8.8:0/ https://8.8.8.8:65536/
https://8.8.8.8:-1/ https://8.8.8.8:x/ https://8.8.8.8:443:80/ https://:443/ https:// https://@/ https://user@8.8.8.8/
https://user:pass@8.8.8.8/ https://@8.8.8.8/ https://:@8.8.8.8/ x 8.8.8.8 8.8.8.8:443
"""


def list_inside() -> list[tuple[str, str]]:
    """Return addresses to ask, each with the address that it leads to."""
    found = [(f"https://{name}/", "127.0.0.1") for name in NAMES.split()]
    found += [(lie, "127.0.0.1") for lie in LIES.split()]
    for text in INSIDE_6.split():
        address = text.partition("%")[0]
        for spelling in spellings_6(IPv6Address(address)):
            found.append((f"https://[{spelling}{text[len(address) :].replace('%', '%25')}]/", text))
        found.append((f"https://leads-to-{len(found)}.example.com/", text))
    for text in INSIDE.split():
        found += [(f"https://{spelling}/", text) for spelling in spellings(IPv4Address(text))]
        found.append((f"https://leads-to-{len(found)}.example.com/", text))
    return list(dict.fromkeys(found))


def spellings(address: IPv4Address) -> Iterator[str]:
    """Yield what some resolver somewhere takes for this address."""
    a, b, c, d = address.packed
    number = int(address)
    yield from (f"{a}.{b}.{c}.{d}", f"{a}.{b}.{c}.{d}.", f"{a}.{b}.{c * 256 + d}", f"{a}.{number & 0xFFFFFF}")
    yield from (f"{number}", f"0{number:o}", f"{number:#x}", f"{number:#X}", f"{number + 2**32}", f"{number}.")
    yield from (f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"000{a:o}.000{b:o}.{c}.{d}")
    yield from (f"{a:#x}.0{b:o}.{c}.{d}", f"{a:#x}.{number & 0xFFFFFF:#x}", f"{a}.{b}.{c}.00{d}")
    yield from (f"[::ffff:{address}]", f"[::FFFF:{number >> 16:x}:{number & 0xFFFF:x}]", f"[0:0:0:0:0:ffff:{address}]")
    yield from (f"[::{address}]", f"[64:ff9b::{address}]", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]")
    yield f"[2001:0:808:808:0:ffff:{~number >> 16 & 0xFFFF:x}:{~number & 0xFFFF:x}]"


def spellings_6(address: IPv6Address) -> Iterator[str]:
    """Yield the address short, long and loud."""
    yield from (address.compressed, address.exploded, address.exploded.upper())
