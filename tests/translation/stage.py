"""A workspace that has something of everything, named in Greek: what reads in Latin letters is a text of Primo's."""

from __future__ import annotations

import re

from tests.cast import Team

LINES = (
    "Μένα every monday !high @σήμα +Bob remind at 9am // περιγραφή\n  Παιδί\n  Άλλο",
    "Χθες yesterday !urgent",
    "Σήμερα today 23:50",
    "Αύριο from tomorrow to friday 45m",
    "Τέλος 2027-06-03 14:00 !low",
    "Κάτι every! 2 weeks",
    "Δίχως",
    "Πέρα in 40 days !medium",
)
TASKS = "/acme/tasks"


def furnish(team: Team) -> dict[str, str]:
    """Let Alice and Bob do something of everything; return what addresses of it need."""
    alice, bob = team.alice, team.bob
    for line in LINES:
        alice.post("/acme/projects/WEB/tasks", {"title": line})
    post = alice.post
    post(f"{TASKS}/WEB-1/subtasks", {"title": "Τρίτο"})
    post("/acme/projects/WEB/sections", {"name": "Μέρος"})
    post(f"{TASKS}/WEB-1/status", {"status": "completed", "subtasks": "yes"})
    for body in (f"@{team.alice.name} Ναι", "Όχι"):
        bob.post(f"{TASKS}/WEB-4/comments", {"body": body})
    bob.post(f"{TASKS}/WEB-4", {"has": "assignees", "assignees": str(alice.member_id), "estimate": "90"})
    post(f"{TASKS}/WEB-9/reminders", {"words": "2h before"})
    post(f"{TASKS}/WEB-5/status", {"status": "in_progress"})
    post(f"{TASKS}/WEB-6/status", {"status": "cancelled"})
    post(f"{TASKS}/WEB-7/trash")
    post("/acme/filters", {"name": "Φίλτρο", "filter": "is:open due<+7d -priority:low", "shared": "yes"})
    post("/acme/projects", {"name": "Πέρα", "key": "PER", "hue": "sky"})
    post("/acme/projects/PER/archive")
    post("/acme/projects", {"name": "Παλιό", "key": "OLD", "hue": "sky"})
    post("/acme/projects/OLD/trash")
    post("/acme/settings/invitations", {"emails": "x@example.com", "role": "member"})
    post(f"{TASKS}/bulk", {"ref": ["WEB-8", "WEB-9"], "priority": "high", "field": "priority"})
    made = post(f"{TASKS}/WEB-4/links", {"rights": "comment", "lasts": "week"}).get_data(as_text=True)
    shared = re.search(r"/share/([\w-]+)", made)
    assert shared is not None
    label = re.search(r"/acme/settings/labels/([\w-]+)", alice.get("/acme/settings/labels").text)
    change = re.search(r"/acme/changes/([\w-]+)/undo", alice.get("/acme/history").text)
    assert label is not None
    assert change is not None
    slug = re.search(r"/acme/filters/([^\"?]+)", alice.get("/acme/tasks").text)
    assert slug is not None
    return {"slug": slug[1], "share": shared[1], "label": label[1], "change": change[1], "member": str(bob.member_id)}
