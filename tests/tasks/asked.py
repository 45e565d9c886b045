"""What a list is asked for by the parameters of old addresses, and in plain Python what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from app.tasks.fields import STATUSES
from app.tasks.filters import Filters, read_filters

OPEN = ("pending", "in_progress")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for, as its address says it."""

    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    due: str = ""
    due_from: date | None = None
    due_to: date | None = None
    subtasks: str = ""
    sort: str = "order"
    group: str = ""

    @property
    def filters(self) -> Filters:
        several = {"status": self.statuses, "priority": self.priorities, "label": self.labels}
        several["assignee"] = self.assignees
        single = {"due": self.due, "due_from": self.due_from, "due_to": self.due_to, "subtasks": self.subtasks}
        pairs = [(name, value) for name, values in several.items() for value in values]
        pairs += [(name, str(value)) for name, value in single.items() if value]
        return read_filters(MultiDict([*pairs, ("sort", self.sort), ("group", self.group)]))

    @property
    def effective_statuses(self) -> tuple[str, ...]:
        sets = {"open": OPEN, "closed": STATUSES[2:], "all": STATUSES}
        return tuple(one for given in self.statuses or ("open",) for one in sets.get(given, (given,)))

    @property
    def narrows(self) -> bool:
        by_field = self.priorities or self.labels or self.assignees or self.due or self.due_from or self.due_to
        return bool(by_field or self.subtasks or set(self.effective_statuses) not in (set(OPEN), set(STATUSES)))
