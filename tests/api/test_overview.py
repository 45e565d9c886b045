"""The figures of a workspace over JSON."""

from __future__ import annotations

from datetime import timedelta

from app.database import utcnow
from tests.cast import Person


def test_the_figures_count_what_stands_in_the_list(alice: Person, bob: Person) -> None:
    tomorrow = (utcnow() + timedelta(days=1)).date().isoformat()
    for task in (
        {"title": "Late", "due": "2020-01-01", "priority": "high", "assignees": ["me"]},
        {"title": "Soon", "due": tomorrow, "status": "in-progress"},
        {"title": "Done", "status": "completed", "assignees": ["me"], "due": "2020-01-01"},
        {"title": "Dropped", "status": "cancelled"},
        {"title": "Gone"},
    ):
        response = alice.client.post("/api/tasks?workspace=acme", json={"project": "WEB"} | task)
        assert response.status_code == 201
    alice.client.delete("/api/tasks/WEB-5?workspace=acme")
    bob.client.post("/api/tasks?workspace=acme", json={"title": "In Bob's Inbox"})
    figures = alice.client.get("/api/tasks/stats/overview?workspace=acme").get_json()["data"]
    mine = figures.pop("mine")
    assert figures == {
        "total": 4,
        "by_status": {"pending": 1, "in_progress": 1, "completed": 1, "cancelled": 1},
        "by_priority": {"none": 1, "low": 0, "medium": 0, "high": 1, "urgent": 0},
        "overdue": 1,
        "due_soon": 1,
        "completed_this_week": 1,
    }
    assert (mine["total"], mine["overdue"], mine["completed_this_week"]) == (2, 1, 1)
    alice.client.put("/api/tasks/WEB-1/complete?workspace=acme")
    after = alice.client.get("/api/tasks/stats/overview?workspace=acme").get_json()["data"]
    assert (after["overdue"], after["completed_this_week"], after["by_priority"]["high"]) == (0, 2, 0)
