"""The first day of a team: one signs up and invites, the other comes by the link, and both are in the workspace."""

from __future__ import annotations

import re

from flask import Flask

from tests.cast import Person
from tests.clients import LintingClient


def browser(app: Flask) -> LintingClient:
    client = app.test_client()
    assert isinstance(client, LintingClient)
    return client


def test_two_people_meet_in_a_workspace(app: Flask) -> None:
    mei, jonas = browser(app), browser(app)
    assert mei.get("/").location == "/sign-up"
    form = {"name": "Mei Tanaka", "email": "mei@example.com", "password": "quiet harbour seventeen"}
    inbox = mei.post("/sign-up", data=form).location
    assert mei.get(inbox).status_code == 200

    assert mei.post("/workspaces/new", data={"name": "Northlight"}).location == "/northlight/settings/members"
    page = mei.post("/northlight/settings/invitations", data={"emails": "jonas@example.com", "role": "member"}).text
    link = re.search(r'value="http://localhost(/invitations/[\w-]+)"', page)
    assert link is not None

    assert "Mei Tanaka invites you" in jonas.get(link[1]).text
    form = {"name": "Jonas Berg", "password": "seven green umbrellas dance"}
    assert jonas.post(f"{link[1]}/account", data=form).location == "/northlight/"
    for person in (mei, jonas):
        members = person.get("/northlight/settings/members").text
        assert "Mei Tanaka" in members
        assert "Jonas Berg" in members


def test_they_plan_discuss_and_finish_a_task_together(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Agree on the page list\n  Ask the shop\nChoose the typeface"})
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": str(bob.member_id)})
    alice.post("/acme/tasks/WEB-1/comments", {"body": "@Bob could you look?"})
    page = bob.get("/acme/tasks?assignee=me").text
    assert "Agree on the page list" in page
    assert "Choose the typeface" not in page

    asked = bob.post("/acme/tasks/WEB-1/status", {"status": "completed"})
    assert "/acme/tasks/WEB-1/completion" in asked.location
    assert "Ask the shop" in bob.get(asked.location).text
    bob.post("/acme/tasks/WEB-1/status", {"status": "completed", "subtasks": "yes"})

    for person in (alice, bob):
        task = person.get("/acme/tasks/WEB-1").text
        assert "assigned Bob Brown" in task
        assert "could you look?" in task
        assert "completed it" in task
        assert "Agree on the page list" not in person.get("/acme/projects/WEB").text
