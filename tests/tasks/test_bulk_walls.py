"""Many tasks at once reach no further than one at a time: what one may not see or change stops all."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import User
from app.database import in_workspace
from app.extensions import db
from app.projects.models import Label
from app.workspaces.models import Membership
from tests.cast import Person, Team
from tests.tasks.conftest import Look
from tests.tasks.pages import add, paste
from tests.tasks.test_bulk import BULK, LIST, change


@pytest.fixture(autouse=True)
def tasks(alice: Person, inside: None) -> None:
    paste(alice, "House\n  Roof\nGarden\nFence")


@pytest.mark.parametrize("refs", ["WEB-1 WEB-99", "WEB-1 NONE-1", "WEB-1 nonsense"])
def test_what_is_not_there_is_not_found_and_nothing_changes(alice: Person, look: Look, refs: str) -> None:
    assert change(alice, refs, {"priority": "high"}).status_code == 404
    assert look("House").priority == 0
    assert alice.post("/acme/tasks/pick/priority", {"ref": refs.split()}).status_code == 404
    assert alice.post("/acme/tasks/pick/nonsense", {"ref": "WEB-1"}).status_code == 404
    assert alice.post("/acme/tasks/status", {"status": "completed nonsense"}).status_code == 404


def test_somebody_elses_inbox_cannot_be_reached(alice: Person, bob: Person, look: Look) -> None:
    inbox = alice.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]
    add(alice, "Secret", project=inbox)
    assert change(bob, f"WEB-3 {inbox}-1", {"priority": "high"}).status_code == 404
    assert change(bob, "WEB-3", {"project": inbox}).status_code == 404
    alice.post("/acme/tasks/WEB-4/project", {"project": inbox})
    assert change(bob, "WEB-3 WEB-4", {"priority": "high"}).status_code == 404, "nor by the number it had"
    assert (look("Garden").priority, look("Secret").priority) == (0, 0)


def test_tasks_people_and_labels_of_another_workspace_are_nothing(team: Team, look: Look) -> None:
    charlie = team.charlie
    charlie.post("/charlie-clark/settings/labels", {"name": "theirs", "hue": "sky"})
    home = db.session.get_one(User, charlie.user_id).home_workspace_id
    assert home is not None
    with in_workspace(home):
        theirs = db.session.scalars(select(Label.id)).first()
        member = db.session.scalars(select(Membership.id)).one()
    for form in ({"add_labels": str(theirs)}, {"add_assignees": str(member)}):
        assert change(team.alice, "WEB-3", form).status_code == 422, form
    assert change(charlie, "WEB-3", {"priority": "high"}).status_code == 404
    assert look("Garden").priority == 0


def test_guests_may_look_but_not_change(gina: Person, look: Look) -> None:
    assert change(gina, "WEB-3", {"priority": "high"}).status_code == 403
    page = gina.get(LIST).text
    assert "task-row__pick" not in page
    assert 'id="bulk"' not in page
    assert "data-pick" not in page
    assert 'form="pick"' not in page


def test_archived_projects_take_nothing_in(alice: Person, look: Look) -> None:
    alice.post("/acme/projects", {"name": "Operations", "key": "OPS"})
    alice.post("/acme/projects/OPS/archive")
    assert change(alice, "WEB-3 WEB-4", {"project": "OPS"}).status_code == 422
    assert look("Garden").ref == "WEB-3"


def test_what_matches_is_what_one_sees(alice: Person, bob: Person, charlie: Person) -> None:
    inbox = alice.get("/acme/").location
    alice.post(f"{inbox}/tasks", {"title": "Secret"})
    assert bob.post(BULK, {"matching": "/acme/tasks?filter=secret", "priority": "high"}).status_code == 422
    assert bob.post(BULK, {"matching": inbox, "priority": "high"}).status_code == 404
    assert bob.post(BULK, {"matching": "/acme/tasks?filter=is:opne", "priority": "high"}).status_code == 422
    assert charlie.post(BULK, {"matching": LIST, "priority": "high"}).status_code == 404
    assert alice.post(BULK, {"matching": "/acme/settings/profile", "priority": "high"}).status_code == 404
