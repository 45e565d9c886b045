"""Memoising for one transaction: what was read once is not read again until it ends, for then it may be otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import db

Found = TypeVar("Found")
KEPT = "read_once"


def once(name: tuple[object, ...], read: Callable[[], Found]) -> Found:
    """Return what `read` has found under this name in this transaction, or read it now."""
    kept: dict[tuple[object, ...], Any] = db.session().info.setdefault(KEPT, {})
    if name not in kept:
        kept[name] = read()
    found: Found = kept[name]
    return found


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, *_: Any) -> None:
    session.info.pop(KEPT, None)
