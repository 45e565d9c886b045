"""Who people are: accounts, where they are signed in, and the one-time links they may hold."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, false, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.encrypted import Encrypted
from app.database import Base, new_id, utcnow
from app.web.logs import current_request_id

THEMES = ("system", "light", "dark")


class User(Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    email_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str]
    has_password: Mapped[bool] = mapped_column(default=True, server_default=true())
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    language: Mapped[str] = mapped_column(String(16), default="en")
    theme: Mapped[str] = mapped_column(String(8), default="system")
    single_keys: Mapped[bool] = mapped_column(default=True, server_default=true())
    sunday_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    date_order: Mapped[str] = mapped_column(String(3), default="", server_default="")
    default_reminders: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    home_workspace_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    __table_args__ = (CheckConstraint("theme in ('system', 'light', 'dark')", name="theme"),)


class Session(Base):
    """One device that is signed in, or one bearer token; only the hash of its secret is kept.

    `proved_at` is when the person last showed here who they are; `has_factor` says whether by two factors. A token has
    `rights` of its own, and the name it was given where a person made it by hand.
    """

    __tablename__ = "sessions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default="browser")
    rights: Mapped[str] = mapped_column(String(8), default="write", server_default="write")
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    network: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    proved_at: Mapped[datetime | None]
    has_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    last_seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]
    user: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint("kind in ('browser', 'token')", name="kind"),
        CheckConstraint("rights in ('read', 'write')", name="rights"),
    )


class PasswordReset(Base):
    """A one-time, expiring right to set a new password."""

    __tablename__ = "password_resets"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class AccountLink(Base):
    """A one-time, expiring link in a mail that shows who reads an address: to sign in, or to confirm the address."""

    __tablename__ = "account_links"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(8))
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()

    __table_args__ = (CheckConstraint("purpose in ('sign_in', 'confirm')", name="purpose"),)


class LinkRequest(Base):
    """Somebody at a door asked for a link by mail to this address, whoever has it, if anyone; gone once answered."""

    __tablename__ = "link_requests"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(8))
    email_key: Mapped[str] = mapped_column(String(254))
    request_id: Mapped[str | None] = mapped_column(String(64), default=current_request_id)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("purpose in ('reset', 'sign_in')", name="purpose"),)


class SecondFactor(Base):
    """An authenticator app; it counts from `confirmed_at` on. `last_step` is the newest code's, which works once."""

    __tablename__ = "second_factors"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(Encrypted)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """A code for one sign-in without the app; only its hash is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A wrong password, counted per account and network."""

    __tablename__ = "sign_in_failures"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email_key: Mapped[str] = mapped_column(String(254))
    network: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=utcnow, server_default=text("now()"))

    __table_args__ = (
        Index("ix_sign_in_failures_lookup", "email_key", "network", "at"),
        Index("ix_sign_in_failures_at", "at"),
    )


class SentMail(Base):
    """A mail that somebody had sent to another's address; `about` is a hash of whose mails are counted, or whereto."""

    __tablename__ = "sent_mails"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    about: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    __table_args__ = (Index("ix_sent_mails_lookup", "about", "at"), Index("ix_sent_mails_at", "at"))
