"""A workspace with something of everything in it, some of it secret."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from app.attachments.store import remove
from app.database import in_workspace
from app.exports.archive import FOLDER
from app.extensions import db
from app.models import Membership
from app.workspaces.models import Role
from tests.cast import Person, Team
from tests.exports.archives import archives
from tests.tasks.pages import add, paste


@pytest.fixture
def filled(team: Team, alice: Person, bob: Person) -> Team:
    """Alice's and Bob's tasks, comments, files and filters; a private project and Inbox of each."""
    paste(alice, "Water the plants every monday @home +bob 9:00\n  Fetch the can")
    alice.post("/acme/tasks/WEB-1/comments", {"body": "Comment of Alice"})
    bob.post("/acme/tasks/WEB-1/comments", {"body": "Comment of Bob\nin two lines"})
    alice.post("/acme/tasks/WEB-1/files", {"file": (BytesIO(b"plan of plants"), "Plan ä.txt")})
    for person in (alice, bob):
        name = person.name.split()[0]
        person.post("/acme/projects", {"name": f"Secret of {name}", "key": name[:3].upper()})
        person.post(f"/acme/projects/{name[:3].upper()}/sharing", {"visibility": "private"})
        add(person, f"Hidden by {name}", project=name[:3].upper())
        inbox = person.get("/acme/").location
        assert person.post(f"{inbox}/tasks", {"title": f"Inbox of {name}"}).status_code == 303
        person.post("/acme/filters", {"name": f"Filter of {name}", "query": "status=pending"})
    return team


@pytest.fixture(autouse=True)
def nothing_stored(app: Flask) -> None:
    """The tests before this one have left archives whose rows are gone, or a file in their way."""
    folder = Path(app.config["FILES_FOLDER"]) / FOLDER
    if folder.is_file():
        folder.unlink()
    remove(archives())


@pytest.fixture
def admin(team: Team, bob: Person) -> Person:
    """Bob, who helps to look after the workspace."""
    with in_workspace(team.workspace_id):
        db.session.get_one(Membership, (team.workspace_id, bob.member_id)).role = Role.ADMIN
        db.session.commit()
    return bob
