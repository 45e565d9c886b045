"""Where people reach Primo: the public address, the cookies that follow from it, and the proxies on the way."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from app.ops.doctor.findings import Finding, fault, ok, warning
from app.settings import Settings

ABOUT = "Address"
OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def examine_addresses(settings: Settings) -> Iterator[Finding]:
    """Yield what people and their browsers will meet."""
    host = urlsplit(settings.public_url).hostname
    if not settings.is_production:
        yield ok(ABOUT, settings.public_url or "No PUBLIC_URL; that is fine on this machine.")
    elif host is None:
        yield fault(ABOUT, "PUBLIC_URL is not set: no host is answered and mails have no links. Set it to the address.")
    elif host in OF_THIS_MACHINE:
        yield fault(ABOUT, f"PUBLIC_URL is {settings.public_url}, which nobody else can open. Set the real address.")
    elif not settings.is_https:
        yield warning(ABOUT, f"{settings.public_url} is not https: passwords and cookies can be read on the way.")
    else:
        yield ok(ABOUT, f"{settings.public_url}, with cookies for https only.")
    yield from examine_proxies(settings)


def examine_proxies(settings: Settings) -> Iterator[Finding]:
    if settings.is_production and settings.is_https and not settings.proxy_hops:
        yield warning(
            ABOUT,
            "PROXY_HOPS is 0, though something in front of Primo must speak https. Set it to 1, or all people "
            "seem to come from one network and share its limits.",
        )
    if settings.proxy_hops > 1:
        yield warning(
            ABOUT, f"PROXY_HOPS is {settings.proxy_hops}: with fewer proxies than that, anyone can forge an address."
        )
