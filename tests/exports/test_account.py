"""Everything about oneself: what one wrote and has to do, and nothing that is only others'."""

from __future__ import annotations

from tests.cast import Person, Team
from tests.exports.archives import ACCOUNT, export, ready
from tests.workspaces.test_required_factor import SETTING, has_shown


def test_somebody_takes_along_what_is_about_them(filled: Team, bob: Person) -> None:
    opened = export(bob, ACCOUNT)
    folder = f"workspaces/{filled.workspace_id}/"
    assert {one["slug"] for one in opened.manifest["workspaces"]} >= {"acme"}
    assert len(opened.manifest["workspaces"]) == 2
    assert opened.rows("account")[0]["email"] == bob.email
    assert opened.rows("sessions")[0]["kind"] == "browser"
    assert [row["body"] for row in opened.rows("comments", folder)] == ["Comment of Bob\nin two lines"]
    titles = {row["title"] for row in opened.rows("tasks", folder)}
    assert titles >= {"Water the plants", "Hidden by Bob", "Inbox of Bob"}, "assigned, made, and of the Inbox"
    assert "Fetch the can" not in titles
    assert [row["name"] for row in opened.rows("saved_filters", folder)] == ["Filter of Bob"]
    assert opened.rows("files", folder) == []


def test_nothing_of_others_is_in_it(filled: Team, bob: Person, alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Up to her"})
    alice.post("/acme/tasks/WEB-3", {"has": "assignees", "assignees": str(alice.member_id)})
    opened = export(bob, ACCOUNT)
    for theirs in (
        "Up to her",
        "Comment of Alice",
        "Alice Adams",
        alice.email,
        "Hidden by Alice",
        "Filter of Alice",
        "plan of pl",
    ):
        assert theirs not in opened.text, theirs
    id = ready(bob, ACCOUNT)[0]
    assert ready(alice, ACCOUNT) == []
    assert alice.get(f"{ACCOUNT}/{id}/file").status_code == 404
    assert alice.post(f"{ACCOUNT}/{id}/fetching").status_code == 404


def test_nothing_is_in_it_of_where_one_is_no_more(alice: Person, bob: Person) -> None:
    bob.post("/workspaces/new", {"name": "Side"})
    bob.post("/side/settings/workspace/deletion", {"name": "Side"})
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    assert [one["slug"] for one in export(bob, ACCOUNT).manifest["workspaces"]] == ["bobs-tasks"]


def test_guests_and_people_of_no_shared_workspace_have_it_too(gina: Person, charlie: Person) -> None:
    for person in (gina, charlie):
        assert export(person, ACCOUNT).rows("account")[0]["name"] == person.name


def test_who_lacks_the_second_factor_of_a_workspace_gets_one_first(filled: Team, alice: Person, bob: Person) -> None:
    export(bob, ACCOUNT)
    id = ready(bob, ACCOUNT)[0]
    has_shown(alice)
    assert alice.post(SETTING, {"required": "now"}).status_code == 303
    for led in (bob.post(f"{ACCOUNT}/{id}/fetching"), bob.get(f"{ACCOUNT}/{id}/file")):
        assert led.location == "/second-factor?next=/account/export"
    has_shown(bob)
    assert bob.post(f"{ACCOUNT}/{id}/fetching").location == f"{ACCOUNT}?fetching={id}"
    assert bob.get(f"{ACCOUNT}/{id}/file").status_code == 200
