"""New projects, and the keys (`PRI`) their tasks are numbered under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from string import ascii_uppercase

from sqlalchemy import func, select

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.hues import HUES
from app.ordering import key_between
from app.projects.models import Project, RetiredKey
from app.texts import read_name
from app.translation.speaking import _
from app.workspaces.models import Membership
from app.workspaces.viewer import Viewer

NAME_LIMIT = 80
KEY = re.compile(r"^[A-Z]{2,6}$")


def create_project(name: str, *, by: Viewer, at: datetime, key: str = "", hue: str = "") -> Project:
    """Return a new project at the end of the sidebar; without a key it gets one from its name."""
    clean = read_project_name(name)
    used = used_keys()
    chosen = read_key(key, used) if key.strip() else next(one for one in keys_for(clean) if one not in used)
    project = Project(
        workspace_id=by.workspace_id,
        id=new_id(),
        key=chosen,
        name=clean,
        hue=read_hue(hue) if hue else next_hue(),
        order_key=next_place(),
        created_by=by.member_id,
        created_at=at,
    )
    db.session.add(project)
    record("project.created", project, by=by)
    return project


def next_hue() -> str:
    """Return the hue a new project has until somebody chooses, so that neighbours differ."""
    count = db.session.scalar(select(func.count()).select_from(Project).where(Project.inbox_of.is_(None))) or 0
    return HUES[(count * 5 + 5) % 8]


def create_inbox(member: Membership, *, at: datetime) -> Project:
    """Return the member's Inbox, made if they have none."""
    inbox = db.session.scalar(select(Project).where(Project.inbox_of == member.id))
    if inbox is None:
        used = used_keys()
        key = next(one for one in ("INBOX", *keys_for("In")) if one not in used)
        inbox = Project(
            workspace_id=member.workspace_id,
            id=new_id(),
            key=key,
            name=_("Inbox"),
            hue="slate",
            inbox_of=member.id,
            order_key=next_place(),
            created_by=member.id,
            created_at=at,
        )
        db.session.add(inbox)
        db.session.flush()
    return inbox


def used_keys() -> set[str]:
    """Return every key that belongs or ever belonged to a project here."""
    return set(db.session.scalars(select(Project.key))) | set(db.session.scalars(select(RetiredKey.key)))


def next_place() -> str:
    return key_between(db.session.scalar(select(func.max(Project.order_key))), None)


def keys_for(name: str) -> Iterator[str]:
    """Yield keys that remind of a name: initials, then its first letters, then with a letter more."""
    words = re.findall(r"[A-Z]+", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper())
    letters = "".join(words)
    if len(words) >= 2:
        yield "".join(word[0] for word in words)[:4]
    if len(letters) >= 2:
        yield letters[:3]
        yield letters[:4]
    stem = (letters or "P")[:2]
    for width in (1, 2, 3):
        for tail in product(ascii_uppercase, repeat=width):
            yield stem + "".join(tail)


def read_key(typed: str, used: set[str]) -> str:
    key = typed.strip().upper()
    if not KEY.match(key):
        raise Invalid({"key": ["Use 2 to 6 letters from A to Z."]})
    if key in used:
        raise Invalid({"key": [_("{key} belongs, or belonged, to another project. Choose another key.", key=key)]})
    return key


def read_project_name(typed: str) -> str:
    return read_name(typed, NAME_LIMIT, missing="Give the project a name.")


def read_hue(typed: str, field: str = "hue") -> str:
    if typed not in HUES:
        raise Invalid({field: ["Choose one of the colours."]})
    return typed
