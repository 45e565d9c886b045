"""Addresses that clients send in headers: anything may stand there."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_address(text: str | None) -> SplitResult:
    """Return the parts of an address; one that cannot be read, or holds what no address holds, has none."""
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts if "%00" not in parts.query else parts._replace(query="")
