"""What happened to a task and what was said about it, oldest first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, not_, or_, select

from app.activity.models import Event
from app.comments.models import Comment
from app.comments.reactions import Shown, read_reactions
from app.database import utcnow
from app.extensions import db
from app.hues import hue_for
from app.projects.models import Project
from app.projects.visibility import visible_to
from app.tasks.models import Task
from app.tasks.sentences import tell
from app.workspaces.directory import NOBODY, Directory, Person
from app.workspaces.models import initials_of
from app.workspaces.viewer import Viewer

MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One line of a task's activity: a sentence, or a comment with its text."""

    at: datetime
    who: Person
    icon: str = ""
    text: str = ""
    comment: Comment | None = None
    reactions: Sequence[Shown] = ()


def read_history(viewer: Viewer, task: Task, directory: Directory) -> list[FeedItem]:
    """Return the task's last events in sentences, with its comments between them.

    What was done while it stood in a project that the viewer does not see is not told, as in the history.
    """
    today = viewer.today(utcnow())
    query = select(Event).where(Event.task_id == task.id, was_seen(viewer))
    events = db.session.scalars(query.order_by(Event.seq.desc(), Event.id.desc()).limit(MOST_EVENTS))
    items = [
        FeedItem(event.at, directory.people.get(event.actor_id or NOBODY.id, NOBODY), *told)
        for event in events
        if (told := tell(event, directory, today))
    ]
    said = select(Comment).where(Comment.task_id == task.id, Comment.deleted_at.is_(None))
    comments = db.session.scalars(said).all()
    signs = read_reactions(viewer, task, directory) if comments else {}
    items += [
        FeedItem(one.created_at, author_of(one, directory), comment=one, reactions=signs.get(one.id, ()))
        for one in comments
    ]
    return sorted(items, key=lambda item: item.at)


def was_seen(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that an event was of no project that is hidden from the viewer."""
    is_hidden = not_(func.coalesce(visible_to(viewer), false()))
    hidden = select(Project.id).where(Project.workspace_id == viewer.workspace_id, is_hidden)
    return or_(Event.project_id.is_(None), Event.project_id.not_in(hidden))


def author_of(comment: Comment, directory: Directory) -> Person:
    """Return who wrote the comment: a member, or a visitor by the name they gave."""
    if comment.visitor is None:
        return directory.people.get(comment.author_id, NOBODY)
    hue = hue_for(uuid.uuid5(comment.task_id, comment.visitor))
    return Person(comment.id, comment.visitor, initials_of(comment.visitor), hue, "", False)
