"""The accounts of an instance, the newest first."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from app.accounts.models import Session, User
from app.errors import NotFound
from app.extensions import db
from app.hues import hue_for
from app.workspaces.models import initials_of

PAGE = 25
SHOWN: dict[str, tuple[str, Any]] = {
    "disabled": ("Disabled", User.disabled_at.is_not(None)),
    "unconfirmed": ("Without a confirmed address", User.email_confirmed_at.is_(None)),
    "admins": ("Looking after Primo", User.is_admin),
}
THERE = User.email != ""
"""An account that was deleted has no address any more; its row stays, since work in workspaces points at it."""
SEEN = select(func.max(Session.last_seen_at)).where(Session.user_id == User.id).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Person:
    """An account as whoever looks after the instance sees it; `seen_at` is none where nobody is signed in."""

    id: uuid.UUID
    name: str
    email: str
    is_confirmed: bool
    is_admin: bool
    is_disabled: bool
    created_at: datetime
    seen_at: datetime | None

    @property
    def hue(self) -> str:
        return hue_for(self.id)

    @property
    def initials(self) -> str:
        return initials_of(self.name)


def list_people(args: Mapping[str, str], *, before: uuid.UUID | None) -> tuple[list[Person], uuid.UUID | None]:
    """Return some accounts whose name or address holds `q`, of the kind `show`, and the id to go on behind."""
    query = select(
        User.id,
        User.name,
        User.email,
        User.email_confirmed_at.is_not(None),
        User.is_admin,
        User.disabled_at.is_not(None),
        User.created_at,
        SEEN,
    )
    query = query.where(THERE).order_by(User.id.desc())
    if typed := args.get("q", "").strip():
        query = query.where(named(typed))
    if args.get("show") in SHOWN:
        query = query.where(SHOWN[args["show"]][1])
    if before:
        query = query.where(User.id < before)
    rows = [Person(*row) for row in db.session.execute(query.limit(PAGE + 1))]
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def find_ids(typed: str) -> tuple[uuid.UUID, ...]:
    """Return who may be meant by a name or an address."""
    return tuple(db.session.scalars(select(User.id).where(named(typed.strip())).limit(100)))


def named(typed: str) -> Any:
    return or_(User.name.icontains(typed, autoescape=True), User.email_key.icontains(typed, autoescape=True))


def count_people() -> int:
    return db.session.scalar(select(func.count()).select_from(User).where(THERE)) or 0


def get_account(id: uuid.UUID) -> User:
    """Return an account, locked; NotFound if there is none, or none any more."""
    user = db.session.scalar(select(User).where(User.id == id, THERE).with_for_update())
    if user is None:
        raise NotFound
    return user
