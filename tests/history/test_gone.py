"""What is gone does not stand in the way of undoing what one did before."""

from __future__ import annotations

from tests.cast import Person
from tests.history.conftest import Look
from tests.tasks.pages import add


def test_what_was_deleted_for_ever_is_passed_over(alice: Person, look: Look) -> None:
    add(alice, "One")
    alice.post("/acme/tasks/WEB-1", {"title": "Uno"})
    add(alice, "Two")
    alice.post("/acme/tasks/WEB-2/trash")
    alice.post("/acme/tasks/WEB-2/deletion", {"title": "Two"})
    assert alice.post("/acme/undo").status_code == 303
    assert look("One").ref == "WEB-1"


def test_what_somebody_took_into_their_inbox_is_passed_over(alice: Person, bob: Person, look: Look) -> None:
    inbox = alice.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]
    add(bob, "Here")
    add(alice, "There")
    bob.post("/acme/tasks/WEB-1", {"title": "Still here"})
    bob.post("/acme/tasks/WEB-2", {"title": "Elsewhere"})
    alice.post("/acme/tasks/WEB-2/project", {"project": inbox})
    assert bob.post("/acme/undo").status_code == 303
    assert look("Here").ref == "WEB-1"


def test_a_redo_of_what_is_gone_says_so(alice: Person) -> None:
    add(alice, "One")
    alice.post("/acme/undo")
    alice.post("/acme/tasks/WEB-1/deletion", {"title": "One"})
    assert alice.post("/acme/redo").status_code == 303
    assert "There is nothing to redo." in alice.get("/acme/projects/WEB").text
