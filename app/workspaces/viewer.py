"""The one who asks: read by the prologue on every request, passed to every domain verb and query."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.hues import hue_for
from app.workspaces.models import Role, initials_of
from app.zones import zone_info


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who is signed in, wherever they are in Primo; `proved_at` is when they last showed who they are.

    `is_admin` says that they look after the instance, `rights` whether they come by a token that only reads.
    """

    user_id: uuid.UUID
    session_id: uuid.UUID
    name: str
    email: str
    time_zone: str
    language: str
    theme: str
    single_keys: bool
    sunday_first: bool
    date_order: str
    home_workspace_id: uuid.UUID
    last_seen_at: datetime
    proved_at: datetime
    has_factor: bool = False
    is_admin: bool = False
    rights: str = "write"

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return str(self.user_id)

    @property
    def zone(self) -> ZoneInfo:
        return zone_info(self.time_zone)

    @property
    def hue(self) -> str:
        return hue_for(self.user_id)

    @property
    def initials(self) -> str:
        return initials_of(self.name)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody in one workspace: what they are there, and how new the workspace is (`version`).

    `settings_version` counts how often they chose how places are shown to them. From `factor_due` on they need a second
    factor that they have not shown here.
    """

    account: Account
    member_id: uuid.UUID
    role: Role
    workspace_id: uuid.UUID
    workspace_name: str
    slug: str
    version: int
    unread: int
    settings_version: int = 0
    factor_due: datetime | None = None

    @property
    def user_id(self) -> uuid.UUID:
        return self.account.user_id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def email(self) -> str:
        return self.account.email

    @property
    def zone(self) -> ZoneInfo:
        return self.account.zone

    @property
    def theme(self) -> str:
        return self.account.theme

    @property
    def single_keys(self) -> bool:
        return self.account.single_keys

    @property
    def sunday_first(self) -> bool:
        """Whether their weeks begin on Sunday, else on Monday."""
        return self.account.sunday_first

    @property
    def hue(self) -> str:
        return self.account.hue

    @property
    def initials(self) -> str:
        return self.account.initials

    @property
    def base(self) -> str:
        """The prefix of every page of this workspace."""
        return f"/{self.slug}"

    def is_kept_out(self, now: datetime) -> bool:
        """Say whether the workspace asks for a second factor that this session was not begun with."""
        return self.factor_due is not None and self.factor_due <= now

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()
