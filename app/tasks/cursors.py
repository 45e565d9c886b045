"""Keyset pagination: a cursor says behind which row the next page begins; it is opaque, short, and never an offset."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: its name, the columns, whether they fall, and how a cursor's texts become values again."""

    name: str
    columns: tuple[str, ...]
    falling: bool = False
    nullable: bool = False
    casts: tuple[type, ...] = ()

    def sql(self) -> str:
        return ", ".join(
            f"{column} {'desc' if self.falling else 'asc'}" + (" nulls last" if self.nullable else "")
            for column in self.columns
        )

    def beyond(self, values: list[Any], parameters: dict[str, Any]) -> str:
        """Return the condition for rows after the one whose sort values these are."""
        for place, value in enumerate(values):
            parameters[f"after{place}"] = value
        names = ", ".join(f"%(after{place})s" for place in range(len(values)))
        if self.nullable and values[0] is None:
            return f"{self.columns[0]} is null and {self.columns[1]} > %(after1)s"
        compared = f"({', '.join(self.columns)}) {'<' if self.falling else '>'} ({names})"
        return f"({compared} or {self.columns[0]} is null)" if self.nullable else compared


ORDERS: dict[str, Order] = {
    "order": Order("order", ("p.order_key", "t.order_key"), casts=(str, str)),
    "due": Order("due", ("t.due_sort", "t.id"), nullable=True, casts=(datetime, UUID)),
    "priority": Order("priority", ("t.priority", "t.id"), falling=True, casts=(int, UUID)),
    "created": Order("created", ("t.created_at", "t.id"), falling=True, casts=(datetime, UUID)),
    "updated": Order("updated", ("t.updated_at", "t.id"), falling=True, casts=(datetime, UUID)),
    "number": Order("number", ("t.number", "t.id"), casts=(int, UUID)),
    "title": Order("title", ("t.title_key", "t.id"), casts=(str, UUID)),
}
IN_PROJECT = Order("place", ("t.order_key",), casts=(str,))
"""My order within one project, for which there is an index."""


def write_cursor(order: Order, values: tuple[Any, ...]) -> str:
    texts = [
        None if value is None else value.isoformat() if isinstance(value, datetime) else str(value) for value in values
    ]
    return (
        base64.urlsafe_b64encode(json.dumps([order.name, *texts], separators=(",", ":")).encode()).decode().rstrip("=")
    )


def read_cursor(order: Order, cursor: str) -> list[Any] | None:
    """Return the sort values in a cursor made for this order, or None: a bad cursor gives the first page."""
    try:
        name, *texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if name != order.name or len(texts) != len(order.casts):
            return None
        return [
            None if text is None and order.nullable and place == 0 else value_of(text, cast)
            for place, (text, cast) in enumerate(zip(texts, order.casts, strict=True))
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def value_of(text: Any, cast: type) -> Any:
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError(text)
    text.encode()  # a half of a surrogate pair cannot be sent to the database
    value: Any = datetime.fromisoformat(text) if cast is datetime else cast(text)
    if (cast is datetime and value.tzinfo is None) or (cast is int and abs(value) >= 2**31):
        raise ValueError(text)
    return value
