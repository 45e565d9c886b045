"""Which events tell whom: new assignees, people named in comments, watchers; never the one who did it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select, update

from app.activity.models import Event
from app.activity.relay import Subscriber
from app.comments.models import Comment
from app.extensions import db
from app.notifications.concerned import can_see, list_members
from app.notifications.mentions import find_mentioned
from app.notifications.models import Notification
from app.notifications.preferences import read_wishes
from app.notifications.telling import tell
from app.tasks.models import Task
from app.tasks.subtree import list_subtree
from app.watching.watchers import list_watchers
from app.workspaces.models import Membership
from app.workspaces.policy import admits


def wants(event: Event) -> bool:
    """Say whether the event may concern somebody; most tell of nobody and cost nothing here."""
    if event.kind in ("task.created", "task.changed"):
        after = event.after or {}
        return bool(after.get("assignees")) and "follows" not in after
    return event.kind in ("task.moved_to_project", "comment.created", "comment.changed")


def hear(event: Event, at: datetime) -> None:
    """Tell whom the event concerns."""
    if event.kind in ("task.created", "task.changed"):
        tell_assigned(event, at)
    elif event.kind in ("comment.created", "comment.changed"):
        tell_of_comment(event, at)
    else:
        hide_from_others(event, at)


def tell_assigned(event: Event, at: datetime) -> None:
    before = (event.before or {}).get("assignees") or []
    added = {uuid.UUID(id) for id in (event.after or {}).get("assignees") or [] if id not in before}
    task = find_task(event.task_id) if added else None
    if task is not None:
        people = [person for person in task.assignees if person.id in added]
        tell_each(people, "assigned", task, event, at, once=event.id.hex)


def tell_of_comment(event: Event, at: datetime) -> None:
    """Tell those whom the comment names now, and of a new one those who watch its task.

    Nobody is told of one comment twice in the same way, however often it is edited.
    """
    comment = db.session.scalar(
        select(Comment).where(Comment.id == event.subject_id).with_for_update(read=True, key_share=True)
    )
    task = find_task(comment.task_id) if comment is not None and comment.deleted_at is None else None
    if comment is None or task is None:
        return
    members = list_members()
    named = find_mentioned(comment.body, members)
    people = [person for person in members if person.id in named]
    tell_each(people, "mentioned", task, event, at, once=comment.id.hex, comment=comment)
    if event.kind == "comment.created":
        watching = list_watchers(task) - named
        people = [person for person in members if person.id in watching]
        tell_each(people, "commented", task, event, at, once=comment.id.hex, comment=comment)


def tell_each(
    people: list[Membership],
    kind: str,
    task: Task,
    event: Event,
    at: datetime,
    *,
    once: str,
    comment: Comment | None = None,
) -> None:
    receivers = [person for person in people if person.id != event.actor_id and can_see(person, task)]
    wishes = read_wishes([person.id for person in receivers], kind) if receivers else {}
    for person in receivers:
        tell(
            person,
            kind,
            about=task.id,
            once=once,
            wish=wishes[person.id],
            at=at,
            actor_id=event.actor_id,
            comment_id=comment.id if comment else None,
            request_id=event.request_id,
        )


def hide_from_others(event: Event, at: datetime) -> None:
    """Take what moved to where they do not see it out of people's unread counts."""
    task = find_task(event.task_id)
    if task is None:
        return
    others = [member.id for member in list_members() if not admits(task.project, member.id, member.role)]
    if others:
        family = [task.id, *(one.id for one in list_subtree(task))]
        db.session.execute(
            update(Notification)
            .where(
                Notification.task_id.in_(family),
                Notification.membership_id.in_(others),
                Notification.read_at.is_(None),
            )
            .values(read_at=at)
        )


def find_task(task_id: uuid.UUID | None) -> Task | None:
    """Return the task, kept from being deleted until commit; None where it already was."""
    return db.session.scalar(select(Task).where(Task.id == task_id).with_for_update(read=True, key_share=True, of=Task))


LISTENER = Subscriber(wants, hear)
