"""What an undo works on: a subject as it is now, what about it is no longer as the change left it, and the way back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.history.changes import Net
from app.translation.speaking import _, counted
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that somebody changed since: what it was, what the change made of it, and what it is now.

    `can_force` says whether it may be put back all the same; without, nobody can any more.
    """

    subject: str
    name: str
    now: str
    was: str = ""
    made: str = ""
    can_force: bool = True


@dataclass(slots=True)
class Undoing:
    """One undo while it runs: who asks, when, which subjects it takes away, and what came to be inside them."""

    by: Viewer
    at: datetime
    directory: Directory
    leaving: set[uuid.UUID] = field(default_factory=set)
    inside: dict[uuid.UUID, dict[str, int]] = field(default_factory=dict)
    families: dict[uuid.UUID, list[Any]] = field(default_factory=dict)
    """The tasks that are trashed or restored, each with what is under it."""
    rows: dict[uuid.UUID, Any] = field(default_factory=dict)
    """The labels, people and sections that are put back, read at once."""


def come_in(name: str, tasks: int) -> Difference:
    """Return the one difference of something new: by now, tasks are in it."""
    now = counted("By now it has {number} task", "By now it has {number} tasks", tasks)
    return Difference(name, "", now, _("Not there"), _("Added"))


class Subject:
    """One subject of a change, found again; each type of subject says how it is compared and put back."""

    def __init__(self, net: Net, row: Any, undoing: Undoing) -> None:
        self.net, self.row, self.undoing = net, row, undoing

    @property
    def name(self) -> str:
        """What people call it."""
        raise NotImplementedError

    def missing(self) -> str:
        """Say why it cannot be put back at all, or nothing."""
        return ""

    def differences(self) -> dict[str, Difference]:
        """Return what is neither as it was nor as the change left it, by field."""
        raise NotImplementedError

    def put_back(self, but: set[str]) -> None:
        """Do the inverse of what the change did, leaving out the fields in `but`."""
        raise NotImplementedError


class Gone(Subject):
    """Something that is not there any more, or that the viewer may not see."""

    @property
    def name(self) -> str:
        """Nothing of it: what was called so may be somebody else's to see."""
        return _("Something")

    def missing(self) -> str:
        return _("It is gone, or you cannot see it any more.")

    def differences(self) -> dict[str, Difference]:
        return {}

    def put_back(self, but: set[str]) -> None:
        """Leave it: there is nothing to put back."""
