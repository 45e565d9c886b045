"""What is said of one transaction: which tasks and projects changed in which version, and never what is in them.

Between processes a frame names ids; `Telling` makes of some of them what one person's pages are sent, with the names
of their addresses (`WEB-42`) and without what that person may not see.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import NamedTuple

from app.workspaces.policy import is_visible
from app.workspaces.viewer import Viewer

CHANNEL = "primo:live:"
"""With a workspace's id behind it: one channel for each."""

MOST = 100
"""Past so many tasks only their projects are named."""

SOME = 0
"""The number of a task that is not known: `WEB-0` is some task of the project."""


class KnownProject(NamedTuple):
    """What is needed to name a project and to ask who may see it."""

    key: str
    inbox_of: uuid.UUID | None
    is_private: bool = False
    member_ids: frozenset[uuid.UUID] = frozenset()


class Entry(NamedTuple):
    """One thing that changed; a task has a project and a number, a project no number, a label or a person neither."""

    kind: str
    project: str = ""
    number: int | None = None


@dataclass(slots=True)
class Frame:
    """One transaction in one workspace. `ask` names sessions, people and members whose rights may have changed."""

    version: int
    entries: list[Entry] = field(default_factory=list)
    actor: str = ""
    name: str = ""
    page: str = ""
    only: list[str] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)

    def write(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, text: str | bytes) -> Frame:
        values = json.loads(text)
        values["entries"] = [Entry(*entry) for entry in values["entries"]]
        return cls(**values)

    @property
    def projects(self) -> set[str]:
        return {entry.project for entry in self.entries if entry.project}

    def told_to(self, viewer: Viewer, projects: Mapping[str, KnownProject], wait: float = 0) -> bytes:
        """Return what this person's pages are sent, or nothing if all of it is hidden from them.

        `wait` are the seconds over which the pages that hear of it should spread what they ask then.
        """
        if self.only and str(viewer.member_id) not in self.only:
            return b""
        seen = [entry for entry in self.entries if not entry.project or sees(viewer, projects.get(entry.project))]
        if not seen:
            return b""
        told: dict[str, object] = {"v": self.version, "e": [named(entry, projects) for entry in seen]}
        if self.actor == str(viewer.member_id):
            told |= {"me": 1, "c": self.page}
        elif any(entry.project for entry in seen):
            told["n"] = self.name
        if wait:
            told["w"] = round(wait * 1000)
        return message(told)


def joined(frames: Iterable[Frame]) -> list[Frame]:
    """Return the frames with what one page did as one; signs of life and counts of unread stay by themselves."""
    found: dict[object, Frame] = {}
    for frame in frames:
        one = (frame.actor, frame.name, frame.page, *frame.only) if frame.version else id(frame)
        if known := found.get(one):
            entries = list(dict.fromkeys(known.entries + frame.entries))
            found[one] = replace(known, version=max(known.version, frame.version), entries=entries)
        else:
            found[one] = frame
    return list(found.values())


class Telling:
    """What some frames say to each person, put into words once for all to whom they say the same."""

    def __init__(self, frames: Iterable[Frame], projects: Mapping[str, KnownProject], wait: float = 0) -> None:
        self.frames, self.projects, self.wait = joined(frames), projects, wait
        self.named = sorted({project for frame in self.frames for project in frame.projects})
        self.people = {person for frame in self.frames for person in (frame.actor, *frame.only)}
        self.texts: dict[tuple[object, ...], bytes] = {}

    def to(self, viewer: Viewer) -> bytes:
        """Return what this person's pages are sent, or nothing."""
        me = str(viewer.member_id)
        alike = me if me in self.people else "", *(sees(viewer, self.projects.get(one)) for one in self.named)
        if alike not in self.texts:
            told = (frame.told_to(viewer, self.projects, self.wait) for frame in self.frames)
            self.texts[alike] = b"".join(told)
        return self.texts[alike]


def sees(viewer: Viewer, project: KnownProject | None) -> bool:
    """Say whether the viewer may hear of it; what is not known is nobody's business."""
    return project is not None and is_visible(viewer, project)


def named(entry: Entry, projects: Mapping[str, KnownProject]) -> list[str]:
    """Return the entry as a page reads it: ["task.completed", "WEB-42"], ["project.changed", "WEB"], ["", ""]."""
    if not entry.project:
        return ["", ""]
    key = projects[entry.project].key
    return [entry.kind, key if entry.number is None else f"{key}-{entry.number}"]


def message(told: Mapping[str, object], event: str = "") -> bytes:
    """Return one message of an event stream."""
    name = f"event: {event}\n" if event else ""
    return f"{name}data: {json.dumps(told, separators=(',', ':'))}\n\n".encode()
