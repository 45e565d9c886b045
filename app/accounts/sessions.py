"""Being signed in: sessions live in PostgreSQL, so that access ends with the row."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import delete, select, text

from app.accounts.devices import is_phone, name_device, say_device
from app.accounts.models import Session, User
from app.accounts.tokens import hash_token, new_token
from app.audit.writing import audit
from app.database import utcnow
from app.errors import NotFound
from app.extensions import db
from app.networks import network_of
from app.workspaces.viewer import Account

SEEN_EVERY = timedelta(minutes=10)
MOST_LISTED = 100


def start_session(
    user: User,
    *,
    kind: str = "browser",
    has_factor: bool = False,
    rights: str = "write",
    name: str = "",
    life: timedelta | None = None,
    at: datetime | None = None,
) -> tuple[str, datetime]:
    """Return a new secret and when it ends; a fresh one for every sign-in, and `has_factor` if it took two.

    A token may have less `rights`, a name, and a `life` of its own.
    """
    at = at or utcnow()
    life = life or (
        timedelta(hours=current_app.config["API_TOKEN_HOURS"])
        if kind == "token"
        else timedelta(days=current_app.config["SESSION_IDLE_DAYS"])
    )
    token = new_token()
    device = {"device": name_device(request.headers.get("User-Agent", ""))}
    if kind == "token":
        audit("token.created", by=user, after={"name": name} | device | {"rights": rights})
    else:
        audit("sign_in.done", by=user, after=device | {"two_factors": has_factor})
    db.session.add(
        Session(
            user_id=user.id,
            token_hash=hash_token(token),
            kind=kind,
            rights=rights,
            name=name,
            has_factor=has_factor,
            user_agent=request.headers.get("User-Agent", "")[:300],
            network=network_of(request.remote_addr),
            created_at=at,
            last_seen_at=at,
            expires_at=at + life,
        )
    )
    return token, at + timedelta(days=current_app.config["SESSION_DAYS"]) if kind == "browser" else at + life


def see(account: Account) -> None:
    """Move a browser session's idle end, at most every ten minutes and never past its absolute end."""
    now = utcnow()
    if now - account.last_seen_at < SEEN_EVERY:
        return
    db.session.execute(
        text(
            "update sessions set last_seen_at = :now, expires_at = case when kind = 'token' then expires_at"
            " else least(:idle_end, created_at + :longest) end where id = :id"
        ),
        {
            "now": now,
            "idle_end": now + timedelta(days=current_app.config["SESSION_IDLE_DAYS"]),
            "longest": timedelta(days=current_app.config["SESSION_DAYS"]),
            "id": account.session_id,
        },
    )
    db.session.commit()


def end_session(session_id: uuid.UUID) -> None:
    db.session.execute(delete(Session).where(Session.id == session_id))
    look_again_at(session_id)


def end_sessions(user_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
    """Sign the person out everywhere, perhaps but here."""
    query = delete(Session).where(Session.user_id == user_id)
    db.session.execute(query.where(Session.id != but) if but else query)
    look_again_at(user_id)


def end_own_session(account: Account, session_id: uuid.UUID) -> None:
    """Sign one of the person's own browsers out; somebody else's is NotFound."""
    query = delete(Session).where(Session.id == session_id, Session.user_id == account.user_id)
    ended = db.session.execute(query.returning(Session.user_agent, Session.name)).first()
    if ended is None:
        raise NotFound
    audit("session.ended", after={"name": ended.name, "device": name_device(ended.user_agent)})
    look_again_at(session_id)


def sign_out_elsewhere(account: Account) -> None:
    """Sign the person out everywhere but here."""
    end_sessions(account.user_id, but=account.session_id)
    audit("session.others_ended")


def sign_out(account: Account) -> None:
    """End the session that asks."""
    end_session(account.session_id)
    audit("session.ended")


def look_again_at(id: uuid.UUID) -> None:
    """Let open streams of this session or person ask again, once it is committed, whether they may go on."""
    db.session().info.setdefault("signed_out", set()).add(id)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the person is signed in."""

    id: uuid.UUID
    device: str
    is_phone: bool
    is_here: bool
    is_program: bool
    network: str
    seen_at: datetime
    name: str
    may_write: bool
    ends_at: datetime


def list_sessions(account: Account, *, at: datetime) -> list[Place]:
    """Return where this person is signed in: here first, then the latest."""
    rows = db.session.scalars(
        select(Session)
        .where(Session.user_id == account.user_id, Session.expires_at > at)
        .order_by(Session.last_seen_at.desc())
        .limit(MOST_LISTED)
    )
    places = [
        Place(
            row.id,
            say_device(row.user_agent),
            is_phone(row.user_agent),
            row.id == account.session_id,
            row.kind == "token",
            row.network,
            row.last_seen_at,
            row.name,
            row.rights == "write",
            row.expires_at,
        )
        for row in rows
    ]
    return sorted(places, key=lambda place: (not place.is_here, -place.seen_at.timestamp()))
