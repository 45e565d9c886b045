"""Sizes as people say them: `812 bytes`, `1.4 MB`."""

from __future__ import annotations

from app.translation.speaking import counted, say_decimal


def say_size(size: int) -> str:
    if size < 1000:
        return counted("{number} byte", "{number} bytes", size)
    amount, unit = (size / 1000, "kB") if size < 1_000_000 else (size / 1_000_000, "MB")
    return f"{say_decimal(amount)} {unit}" if amount < 9.95 else f"{amount:,.0f} {unit}"
