"""The people of the demo: real accounts with one password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.accounts.sign_up import sign_up
from app.database import new_id
from app.extensions import db
from app.hues import hue_for
from app.workspaces.models import Membership, Role, Workspace
from app.workspaces.viewer import Account, Viewer

PASSWORD = "four paper boats"  # noqa: S105 - the demo's, printed for everyone and refused in production


@dataclass(frozen=True)
class Figure:
    """Somebody of the demo; the hue is that of their avatar."""

    name: str
    email: str
    zone: str
    hue: str
    role: Role

    @property
    def first(self) -> str:
        return self.name.split()[0].lower()


CAST = (
    Figure("Mei Tanaka", "mei@primo.example.com", "Europe/Lisbon", "iris", Role.OWNER),
    Figure("Jonas Weber", "jonas@primo.example.com", "Europe/Berlin", "sky", Role.ADMIN),
    Figure("Sofia Lindqvist", "sofia@primo.example.com", "Europe/Stockholm", "rose", Role.MEMBER),
    Figure("Priya Raman", "priya@primo.example.com", "Asia/Kolkata", "amber", Role.MEMBER),
)
OWNER = CAST[0]


def make_account(figure: Figure, *, at: datetime) -> User:
    """Return a new account whose avatar has the figure's hue."""
    user = sign_up(figure.name, figure.email, PASSWORD, at=at, time_zone=figure.zone, way="host")
    while hue_for(user.id) != figure.hue:
        user.id = new_id()
    db.session.flush()
    return user


def viewer_of(user: User, member: Membership, workspace: Workspace) -> Viewer:
    """Return this person as the domain's verbs want to see them."""
    account = Account(
        user_id=user.id,
        session_id=new_id(),
        name=user.name,
        email=user.email,
        time_zone=user.time_zone,
        language=user.language,
        theme=user.theme,
        single_keys=user.single_keys,
        sunday_first=user.sunday_first,
        date_order=user.date_order,
        home_workspace_id=workspace.id,
        last_seen_at=user.created_at,
        proved_at=user.created_at,
    )
    return Viewer(
        account=account,
        member_id=member.id,
        role=Role(member.role),
        workspace_id=workspace.id,
        workspace_name=workspace.name,
        slug=workspace.slug,
        version=0,
        unread=0,
    )
