"""Where people reach this Primo: every link that leaves it, in mails or to copy, begins here, not in a request."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app

EVERYWHERE = ("0.0.0.0", "::", "127.0.0.1", "::1")  # noqa: S104 - compared, not bound


def public_address() -> str:
    """Return PUBLIC_URL, or where a Primo without one listens; empty in production, where somebody must set it."""
    settings = current_app.config["SETTINGS"]
    if settings.public_url or settings.is_production:
        return str(settings.public_url)
    host = "localhost" if settings.host in EVERYWHERE else settings.host
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def public_host() -> str:
    """Return the name in the public address, without its port."""
    return urlsplit(public_address()).hostname or "localhost"


def offers_passkeys() -> bool:
    """Say whether browsers take passkeys for this address: a name, with https or on the machine itself."""
    parts = urlsplit(public_address())
    host = parts.hostname or ""
    is_number = ":" in host or host.replace(".", "").isdecimal()
    return host == "localhost" or host.endswith(".localhost") or (parts.scheme == "https" and not is_number)


def sends_mail() -> bool:
    """Say whether people get mails from here: by SMTP, or kept on a local page."""
    settings = current_app.config["SETTINGS"]
    return bool(settings.smtp_url) or not settings.is_production


def only_mails_hold_links() -> bool:
    """Say whether mails reach people: then nobody but who reads an address ever sees a link that was sent to it."""
    return bool(current_app.config["SETTINGS"].smtp_url)


def keeps_mail() -> bool:
    """Say whether mails are kept on a page here instead of being sent."""
    settings = current_app.config["SETTINGS"]
    return not settings.smtp_url and not settings.is_production
