"""What is gone does not stand in the way of undoing what one did before."""

from __future__ import annotations

from tests.cast import Person
from tests.history.conftest import Look, last_change
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


def test_what_was_hidden_is_not_named_to_who_sees_the_rest(alice: Person, bob: Person) -> None:
    """One call renames a task of a private project and one that everybody sees."""
    alice.post("/acme/projects", {"name": "Hidden", "key": "HID"})
    alice.post("/acme/projects/HID/sharing", {"visibility": "private"})
    alice.post("/acme/projects/HID/tasks", {"title": "canaryword"})
    add(alice, "One")
    renamed = [{"action": "update", "id": id, "title": "Named anew"} for id in ("HID-1", "WEB-1")]
    assert alice.client.post("/api/tasks/batch?workspace=acme", json={"operations": renamed}).get_json()["success"]
    page = bob.get(f"/acme/changes/{last_change()}/undo")
    assert "cannot see it any more" in page.text
    assert "canaryword" not in page.text


def test_who_may_share_no_filter_any_more_brings_back_one_of_their_own(alice: Person, bob: Person) -> None:
    bob.post("/acme/filters", {"name": "Urgent", "query": "priority=high", "shared": "yes"})
    bob.post("/acme/filters/urgent/removal")
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "guest"})
    assert bob.post("/acme/undo").status_code == 303
    assert bob.get("/acme/filters/urgent").status_code == 200
    assert alice.get("/acme/filters/urgent").status_code == 404


def test_what_is_hidden_or_somebody_elses_is_not_brought_back(alice: Person, bob: Person) -> None:
    alice.post("/acme/filters", {"name": "All of it", "query": "", "shared": "yes"})
    alice.post("/acme/filters/all-of-it/removal")
    assert bob.post(f"/acme/changes/{last_change()}/undo").status_code == 403
    alice.post("/acme/projects/WEB/sections", {"name": "Later"})
    section = last_change()
    alice.post("/acme/projects/WEB/settings", {"name": "Plans"})
    renamed = last_change()
    alice.post("/acme/projects/WEB/sharing", {"visibility": "private"})
    for change in (section, renamed):
        assert bob.post(f"/acme/changes/{change}/undo").status_code == 404
    assert alice.get("/acme/filters/all-of-it").status_code == 404


def test_undo_gives_nobody_what_they_no_longer_see(alice: Person, bob: Person, look: Look) -> None:
    alice.post("/acme/projects", {"name": "Plans", "key": "PLA"})
    add(alice, "Given", "Moved", "Taken", project="PLA")
    to_bob = {"has": "assignees", "assignees": str(bob.member_id)}
    alice.post("/acme/tasks/PLA-1", to_bob)
    alice.post("/acme/tasks/PLA-1", {"has": "assignees"})
    given = last_change()
    alice.post("/acme/tasks/PLA-2", to_bob)
    alice.post("/acme/tasks/PLA-2/project", {"project": "WEB"})
    moved = last_change()
    bob.post("/acme/tasks/PLA-3/project", {"project": "WEB"})
    taken = last_change()
    alice.post("/acme/projects/PLA/sharing", {"visibility": "private"})
    for person, change in ((alice, given), (alice, moved), (bob, taken)):
        person.post(f"/acme/changes/{change}/undo", {"choice": "anyway"})
    assert look("Given").assignees == []
    assert (look("Moved").project.key, look("Taken").project.key) == ("WEB", "WEB")
