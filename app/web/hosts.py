"""Which hosts we answer for: the public address, and the machine's own when it listens for everyone."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Flask, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

OPEN_PATHS = ("/health", "/health/ready", "/ready", "/api/health")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def init_hosts(app: Flask) -> None:
    hops = app.config["PROXY_HOPS"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(refuse_unknown_host)


def refuse_unknown_host() -> None:
    """Answer 400 to a Host header that is not ours: links and cookies must not follow it."""
    if request.path not in OPEN_PATHS and not is_known_host(request.host):
        abort(
            400,
            "This address is not one that Primo answers to. Its host can set PUBLIC_URL or TRUSTED_HOSTS.",
        )


def is_known_host(host: str) -> bool:
    settings = current_app.config["SETTINGS"]
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    known = {
        settings.public_host.rsplit(":", 1)[0].lower(),
        *settings.trusted_hosts.lower().replace(",", " ").split(),
    }
    if name in known - {""}:
        return True
    if settings.is_production and known - {""}:
        return False
    return name in LOOPBACK or (settings.host in ("0.0.0.0", "::") and is_address(name))  # noqa: S104 - compared, not bound


def is_address(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False
