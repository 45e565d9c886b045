"""A plan becomes acts: who did what, when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.demo.specs import Job, Plan, Sub
from app.demo.stage import Stage
from app.demo.times import AFTERNOON, MORNING, NOON, Times

STEP = 1 / 60
"""A part of a day that `Times.ago` counts as one minute and a half."""


@dataclass(frozen=True)
class Act:
    """One change by one person, as one transaction."""

    at: datetime
    play: Callable[[], object]


class Script:
    """Writes the acts of plans; times come from days ago and an hour."""

    def __init__(self, stage: Stage, times: Times) -> None:
        self.stage, self.times = stage, times

    def acts_of(self, plan: Plan) -> Iterator[Act]:
        """Yield everything that happened in a project, task by task."""
        yield self.act(plan.founded, MORNING - 3, plan.name, self.stage.found, plan)
        for job in plan.jobs:
            yield from self.acts_of_job(plan, job)

    def acts_of_job(self, plan: Plan, job: Job) -> Iterator[Act]:
        stage, title, doer = self.stage, job.title, (job.who or job.by).split()[0]
        yield self.act(job.added, MORNING, title, stage.add, plan, job)
        for place, sub in enumerate(job.subs, 1):
            yield self.act(job.added + place * STEP, MORNING, title, stage.add_sub, plan, job, sub)
            yield from self.acts_of_sub(sub, sub.who or doer)
        if job.started is not None:
            yield self.act(job.started, NOON, title, stage.change_status, title, "in_progress", doer)
        for who, days, fields in job.changes:
            yield self.act(days, NOON, title + who, stage.change, title, fields, who)
        for place, (who, days, text) in enumerate(job.said):
            yield self.act(days + place * STEP, NOON + 1, title, stage.say, title, text, who)
        if job.done is not None:
            yield self.act(job.done, AFTERNOON + 1, title, stage.change_status, title, "completed", doer)
        if job.cancelled is not None:
            yield self.act(job.cancelled, AFTERNOON + 1, title, stage.change_status, title, "cancelled", job.by)

    def acts_of_sub(self, sub: Sub, doer: str) -> Iterator[Act]:
        if sub.started is not None:
            yield self.act(sub.started, NOON, sub.title, self.stage.change_status, sub.title, "in_progress", doer)
        if sub.done is not None:
            yield self.act(sub.done, NOON + 2, sub.title, self.stage.change_status, sub.title, "completed", doer)

    def act(self, days: float, hour: int, salt: str, verb: Callable[..., object], *arguments: object) -> Act:
        """Return an act whose verb takes these arguments and, last, the time."""
        at = self.times.ago(days, hour, salt)
        return Act(at, partial(verb, *arguments, at))
