"""After commit, open pages are told what changed: best effort, for a page that hears nothing looks by itself later."""

from __future__ import annotations

import uuid
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.activity import transaction
from app.live.frames import CHANNEL, MOST, SOME, Entry, Frame
from app.tasks.models import Task
from app.web.redis import best_effort

BEFORE = transaction.seal
"""What is published was sealed before: its listener must have been added first."""

EVERYWHERE = "everywhere"
"""The channel of what is not about one workspace: sessions that have ended."""

Frames = dict[str, list[Frame]]


@event.listens_for(Session, "before_commit")
def prepare(session: Session) -> None:
    """Put together what will be said; the rows are still loaded now."""
    if session.in_nested_transaction():
        return
    versions, events = session.info.pop("sealed", ({}, []))
    session.info["frames"] = {
        str(id): [frame_of(session, version, [event for event in events if event["workspace_id"] == id])]
        for id, version in versions.items()
    }
    for workspace_id, member_id in session.info.pop("told", ()):
        unread = Frame(0, [Entry("")], only=[str(member_id)])
        session.info["frames"].setdefault(str(workspace_id), []).append(unread)
    if ended := session.info.pop("signed_out", None):
        session.info["frames"][EVERYWHERE] = [Frame(0, ask=sorted(map(str, ended)))]


@event.listens_for(Session, "after_commit")
def publish(session: Session) -> None:
    """Say it, in one trip."""
    if session.in_nested_transaction():
        return
    if frames := session.info.pop("frames", None):
        send(frames)


@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, *_: Any) -> None:
    if not session.in_nested_transaction():
        for key in ("sealed", "frames", "told", "signed_out"):
            session.info.pop(key, None)


def send(frames: Frames) -> None:
    with best_effort() as redis:
        if redis is not None:
            pipeline = redis.pipeline(transaction=False)
            for workspace, several in frames.items():
                for frame in several:
                    pipeline.publish(CHANNEL + workspace, frame.write())
            pipeline.execute()


def frame_of(session: Session, version: int, events: list[dict[str, Any]]) -> Frame:
    """Return what happened in one workspace; a change without an event still says that something did."""
    entries = list(dict.fromkeys(entry for one in events for entry in entries_of(session, one))) or [Entry("")]
    if len(entries) > MOST:
        entries = list(dict.fromkeys(Entry("", entry.project, SOME) for entry in entries))
    actors = {one["actor_id"] for one in events}
    actor = actors.pop() if len(actors) == 1 else None
    asked = [str(one["subject_id"]) for one in events if one["kind"].startswith("member.")]
    return Frame(version, entries, str(actor or ""), name_of(actor), page_of_request(), ask=asked)


def entries_of(session: Session, one: dict[str, Any]) -> list[Entry]:
    """Return what an event is about: its task (and the parent whose page lists it), its project, and where it was."""
    kind, task_id = one["kind"], one["task_id"]
    task = find_loaded(session, one["workspace_id"], task_id) if task_id else None
    places = [one["project_id"] or (task.project_id if task else None), (one["before"] or {}).get("project_id")]
    projects = [str(place) for place in places if place]
    if not task_id:
        return [Entry(kind, project) for project in projects] or [Entry("")]
    if not projects:
        return [Entry("")]
    entries = [Entry(kind, projects[0], task.number if task else SOME)]
    entries += [Entry("", project) for project in projects[1:]]
    if task and task.parent_id and (parent := find_loaded(session, one["workspace_id"], task.parent_id)):
        entries.append(Entry("", str(parent.project_id), parent.number))
    return entries


def find_loaded(session: Session, workspace_id: uuid.UUID, id: uuid.UUID) -> Task | None:
    """Return the task if this transaction has read it; nothing is asked of the database any more."""
    found = session.identity_map.get(session.identity_key(Task, (workspace_id, id)))
    return found if isinstance(found, Task) and "number" in found.__dict__ else None


def name_of(actor: uuid.UUID | None) -> str:
    viewer = g.get("viewer") if has_request_context() else None
    return viewer.name if viewer and viewer.member_id == actor else ""


def page_of_request() -> str:
    """Return the id of the open page that asked for the change, so that it need not hear of it."""
    id = request.headers.get("X-Page", "") if has_request_context() else ""
    return id if len(id) <= 16 and id.isalnum() and id.isascii() else ""
