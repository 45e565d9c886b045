"""Saying something about a comment without words: one of a few signs, once each, taken back by a second click."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.comments.models import Comment, Reaction
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.tasks.models import Task
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

SIGNS = {
    "yes": ("👍", "Agreed"),
    "heart": ("❤️", "Lovely"),
    "party": ("🎉", "Hooray"),
    "laugh": ("😄", "Funny"),
    "look": ("👀", "Looking at it"),
    "done": ("✅", "Done"),
}
"""What can be said, as it is shown and as it is read out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sign under a comment, and who gave it."""

    kind: str
    sign: str
    word: str
    names: list[str]
    is_mine: bool


def toggle_reaction(comment: Comment, kind: str, *, by: Viewer, at: datetime) -> None:
    """Give the sign, or take it back; the comment is locked, so that two clicks at once are one after the other."""
    if kind not in SIGNS:
        raise Invalid({"reaction": ["Choose one of the signs."]})
    own = select(Reaction).where(
        Reaction.comment_id == comment.id, Reaction.membership_id == by.member_id, Reaction.kind == kind
    )
    if given := db.session.scalar(own):
        db.session.delete(given)
        return
    db.session.add(
        Reaction(
            workspace_id=comment.workspace_id,
            id=new_id(),
            comment_id=comment.id,
            membership_id=by.member_id,
            kind=kind,
            created_at=at,
        )
    )


def read_reactions(viewer: Viewer, task: Task, directory: Directory) -> dict[uuid.UUID, list[Shown]]:
    """Return the signs under each comment of the task, in one order, with those who gave them first to last."""
    query = select(Reaction).join(
        Comment, (Comment.workspace_id == Reaction.workspace_id) & (Comment.id == Reaction.comment_id)
    )
    given: dict[tuple[uuid.UUID, str], list[uuid.UUID]] = defaultdict(list)
    for one in db.session.scalars(query.where(Comment.task_id == task.id).order_by(Reaction.id)):
        given[one.comment_id, one.kind].append(one.membership_id)
    found: dict[uuid.UUID, list[Shown]] = defaultdict(list)
    order = list(SIGNS)
    for comment_id, kind in sorted(given, key=lambda one: (one[0], order.index(one[1]))):
        people = given[comment_id, kind]
        names = [directory.people[id].name for id in people if id in directory.people]
        found[comment_id].append(Shown(kind, *SIGNS[kind], names, viewer.member_id in people))
    return found
