"""What the demo is written in: projects and tasks, with everything that happened to them in days ago."""

from __future__ import annotations

from dataclasses import dataclass, field

Said = tuple[str, float, str]
"""Who, how many days ago, what."""
Change = tuple[str, float, dict[str, object]]
"""Who, how many days ago, which fields to what."""


@dataclass(frozen=True, kw_only=True)
class Sub:
    """A subtask; `done` is how many days ago it was."""

    title: str
    who: str = ""
    due: str = ""
    started: float | None = None
    done: float | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """A task. Times are days before today, people and labels names with spaces between.

    `due` counts days from today: "3" all day, "3 17:00" wherever one is, "3 17:00 zone" in the owner's zone.
    `repeat` is in words.
    """

    title: str
    by: str
    added: float
    text: str = ""
    section: str = ""
    who: str = ""
    labels: str = ""
    priority: str = "none"
    due: str = ""
    repeat: str = ""
    start: str = ""
    estimate: str = ""
    started: float | None = None
    done: float | None = None
    cancelled: float | None = None
    subs: tuple[Sub, ...] = ()
    said: tuple[Said, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A project with its tasks in the order of its list; without a key it is the owner's Inbox."""

    name: str
    key: str = ""
    hue: str = ""
    by: str = "mei"
    founded: float = 90
    sections: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = field(default=())
