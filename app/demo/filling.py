"""Fills an instance with the demo, once: the accounts, their workspace, and three months of work in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.accounts.models import User
from app.database import in_workspace
from app.demo.acts import Act, Script
from app.demo.billing import BILLING
from app.demo.inbox import INBOX
from app.demo.onboarding import ONBOARDING
from app.demo.people import CAST, OWNER, make_account, viewer_of
from app.demo.stage import Stage
from app.demo.times import Times
from app.demo.website import WEBSITE
from app.extensions import db
from app.workspaces.creating import create_home, create_workspace, join
from app.workspaces.models import Membership, Workspace
from app.workspaces.viewer import Viewer
from app.zones import zone_info

NAME = "Harbour Studio"
ADDRESSES = [figure.email for figure in CAST]
OURS = select(User).where(User.email.in_(ADDRESSES))
PLANS = (WEBSITE, BILLING, ONBOARDING, INBOX)
FRESH = timedelta(days=1)
"""What happened within it is left to the relay, so that people find it in their Updates."""


def find_demo() -> Workspace | None:
    """Return the demo's workspace, if it has been made whole."""
    return db.session.scalar(
        select(Workspace)
        .join(User, User.home_workspace_id == Workspace.id)
        .where(User.email == OWNER.email, User.email_confirmed_at.is_not(None))
    )


def fill(now: datetime) -> Workspace:
    """Make the demo, in place of one that was left unfinished, and return its workspace."""
    remove_demo()
    times = Times(now, zone_info(OWNER.zone))
    begin = times.ago(92, 6, NAME)
    workspace, people = open_workspace(begin)
    with in_workspace(workspace.id):
        stage = Stage(people, times)
        acts = [act for plan in PLANS for act in Script(stage, times).acts_of(plan)]
        for act in [Act(begin, lambda: stage.open(begin)), *sorted(acts, key=lambda act: act.at)]:
            act.play()
            date_back(act.at, now)
            db.session.commit()
    for user in db.session.scalars(OURS):
        user.email_confirmed_at = now
    db.session.commit()
    return workspace


def open_workspace(at: datetime) -> tuple[Workspace, dict[str, Viewer]]:
    """Sign everyone up; the first owns the workspace that the others join."""
    users = {figure: make_account(figure, at=at) for figure in CAST}
    owner = users.pop(OWNER)
    workspace, _ = create_workspace(owner, NAME, at=at)
    owner.home_workspace_id = workspace.id
    for user in users.values():
        create_home(user, at=at)
    with in_workspace(workspace.id):
        for figure, user in users.items():
            join(workspace, user, figure.role, at=at)
        members = {member.user_id: member for member in db.session.scalars(select(Membership))}
        everyone = {OWNER: owner, **users}
        people = {figure.first: viewer_of(user, members[user.id], workspace) for figure, user in everyone.items()}
        date_back(at, at + 2 * FRESH)
        db.session.commit()
    return workspace, people


def date_back(at: datetime, now: datetime) -> None:
    """Give the events of this transaction their time, and keep old ones from being told to anybody."""
    for event in db.session().info.get("events", []):
        event["at"] = at
        event["relayed_at"] = at if now - at > FRESH else None


def remove_demo() -> None:
    """Delete the demo's accounts and the workspaces that are their own."""
    homes = [user.home_workspace_id for user in db.session.scalars(OURS)]
    db.session.execute(delete(Workspace).where(Workspace.id.in_(homes)))
    db.session.execute(delete(User).where(User.email.in_(ADDRESSES)))
    db.session.commit()
