"""What the owner has jotted down for herself."""

from __future__ import annotations

from app.demo.specs import Job, Plan

INBOX = Plan(
    name="Inbox",
    founded=5,
    jobs=(
        Job(title="Water the plants", by="mei", added=3, due="0", repeat="every 3 days"),
        Job(title="Ask Sofia whether the boat trip is still on", by="mei", added=2, due="2 09:00"),
        Job(title="A picture for the door of the meeting room", by="mei", added=1),
        Job(title="Return the library books", by="mei", added=5, done=2),
    ),
)
