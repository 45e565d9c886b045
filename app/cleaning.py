"""What goes by itself after a while, so that tables hold what somebody may still need."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import TextClause, delete, select, text

from app.accounts.models import AccountLink, PasswordReset, SentMail, Session, SignInFailure, User
from app.accounts.newcomers.models import Newcomer
from app.accounts.sent_mails import DAY
from app.accounts.ways import SpentChallenge, Visit
from app.audit.writing import audit
from app.extensions import db
from app.notifications.models import LocalMail
from app.projects.models import Project
from app.projects.trashing import remove_project
from app.sweeping import inside, workspaces_with
from app.tasks.models import Task
from app.tasks.trashing import delete_task
from app.translation.speaking import speaking
from app.workspaces.creating import create_home
from app.workspaces.deleting import GRACE
from app.workspaces.leaving import move_home

TRASH_KEPT = timedelta(days=30)
MAILS_KEPT = timedelta(days=30)
BATCH = 100
OLD_MAILS = text(
    "delete from deliveries where workspace_id = :workspace and state <> 'pending' and created_at < :until"
)

OVER = text("select id from workspaces where deleted_at < :cutoff order by id")
DELETE = text("delete from workspaces where id = :id and deleted_at < :cutoff returning name")
LEFT = timedelta(days=1)
"""How long a workspace outlives the account of the last who was in it: a mail may still have to leave from it."""
DELETE_LEFT = text("""
delete from workspaces where id = :id
   and not exists (select from memberships m where m.workspace_id = :id and m.removed_at is null)
returning name""")


def forget_old_rows(now: datetime) -> None:
    """Delete sessions and links that have run out, old counts of failures and mails, and what is left of old mails."""
    for query in (
        delete(Session).where(Session.expires_at < now),
        delete(SignInFailure).where(SignInFailure.at < now - timedelta(days=1)),
        delete(SentMail).where(SentMail.at < now - DAY),
        delete(PasswordReset).where(PasswordReset.expires_at < now - timedelta(days=7)),
        delete(AccountLink).where(AccountLink.expires_at < now - timedelta(days=7)),
        delete(Newcomer).where(Newcomer.expires_at < now),
        delete(Visit).where(Visit.expires_at < now),
        delete(SpentChallenge).where(SpentChallenge.expires_at < now),
        delete(LocalMail).where(LocalMail.created_at < now - MAILS_KEPT),
    ):
        db.session.execute(query, execution_options={"synchronize_session": False})
        db.session.commit()
    for workspace_id in workspaces_with("old mails", until=now - MAILS_KEPT):
        with inside(workspace_id):
            db.session.execute(OLD_MAILS, {"workspace": workspace_id, "until": now - MAILS_KEPT})
            db.session.commit()


def empty_trash(now: datetime) -> None:
    """Delete for ever what has been in the trash for 30 days: a task and its subtree, or a project, at a time."""
    cutoff = now - TRASH_KEPT
    for workspace_id in workspaces_with("trash", until=cutoff):
        with inside(workspace_id):
            roots = list(
                db.session.scalars(
                    select(Task.id).where(Task.trashed_at < cutoff, Task.trashed_with == Task.id).limit(BATCH)
                )
            )
        for root in roots:
            with inside(workspace_id):
                task = db.session.scalar(
                    select(Task).where(Task.id == root, Task.trashed_at < cutoff).with_for_update(of=Task)
                )
                if task is not None:
                    delete_task(task, by=None)
                    db.session.commit()
        remove_old_projects(workspace_id, cutoff)


def remove_old_projects(workspace_id: uuid.UUID, cutoff: datetime) -> None:
    with inside(workspace_id):
        ids = list(db.session.scalars(select(Project.id).where(Project.trashed_at < cutoff).limit(BATCH)))
    for id in ids:
        with inside(workspace_id):
            project = db.session.scalar(
                select(Project).where(Project.id == id, Project.trashed_at < cutoff).with_for_update()
            )
            if project is not None:
                remove_project(project, by=None)
                db.session.commit()


def delete_workspaces(now: datetime) -> None:
    """Delete for ever, with all that is in them, workspaces not brought back in time and those nobody is left in."""
    for id in list(db.session.scalars(OVER, {"cutoff": now - GRACE})):
        delete_workspace_if(DELETE, id, {"cutoff": now - GRACE}, now)
    for id in workspaces_with("nobody", until=now - LEFT):
        delete_workspace_if(DELETE_LEFT, id, {}, now)


def delete_workspace_if(query: TextClause, id: uuid.UUID, values: dict[str, Any], now: datetime) -> None:
    """Delete the workspace if it is still to go; who was at home there is so where else they are, or gets a home."""
    with inside(id):
        name = db.session.scalar(query, {"id": id, **values})
        if name is None:
            return
        audit("workspace.ended", name)
        for user in db.session.scalars(select(User).where(User.home_workspace_id == id).with_for_update()).all():
            move_home(user.id, id)
            db.session.refresh(user, ["home_workspace_id"])
            if user.home_workspace_id == id:
                with speaking(user.language):
                    create_home(user, at=now)
        db.session.commit()
