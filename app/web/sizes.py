"""Sizes as people say them: `812 bytes`, `1.4 MB`."""

from __future__ import annotations


def say_size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    amount, unit = (size / 1000, "kB") if size < 1_000_000 else (size / 1_000_000, "MB")
    return f"{amount:.1f} {unit}" if amount < 9.95 else f"{amount:,.0f} {unit}"
