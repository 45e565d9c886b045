"""A dozen tasks as Ada sees them on Wednesday 4 March 2026, for the tables of what a filter finds."""

from __future__ import annotations

from datetime import date

from tests.filtering.oracle import Sample

TODAY = date(2026, 3, 4)
ME = "Ada Lovelace"
BOB = "Bob Stone"


def march(day: int) -> date:
    return date(2026, 3, day)


SAMPLES = (
    Sample("milk", "Buy milk and bread", priority="low", assignee=(ME,), label=("home", "errand"), due=march(4)),
    Sample("roof", "Mend the roof", priority="high", label=("home",), due=march(20), project=("House", "HOU")),
    Sample("invoice", "Send the invoice", assignee=(BOB,), label=("finance",), due=march(1), creator=BOB,
           states=frozenset({"open", "overdue", "unread"}), section=("In review",)),
    Sample("report", "Quarterly report", assignee=(ME, BOB), due=march(31), start=march(2), status="in_progress",
           priority="urgent", states=frozenset({"open", "repeating"})),
    Sample("idea", "Think about the garden"),
    Sample("launch", "Launch the website", assignee=(ME,), due=march(11), states=frozenset({"open"}),
           priority="medium", section=("Later",)),
    Sample("contract", "Sign the contract", status="completed", states=frozenset({"done"}), assignee=(BOB,),
           due=date(2026, 2, 20), completed=march(3), label=("finance",)),
    Sample("party", "Plan the party", status="cancelled", states=frozenset({"done"}), priority="low"),
    Sample("spam", "Old spam", states=frozenset({"open", "trashed"}), due=date(2026, 1, 1)),
    Sample("taxes", "Pay taxes", assignee=(ME,), label=("finance", "home"), due=date(2026, 2, 28), priority="urgent",
           states=frozenset({"open", "overdue", "repeating"}), created=date(2026, 1, 10)),
)  # fmt: skip
