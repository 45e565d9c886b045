"""Making, renaming and switching workspaces."""

from __future__ import annotations

from collections.abc import Callable

from app.database import in_workspace, utcnow
from app.extensions import db
from app.workspaces.models import Membership
from tests.cast import Person, Team
from tests.clients import LintingClient


def test_a_new_workspace_is_owned_and_stands_in_the_switcher(alice: Person) -> None:
    before = alice.get("/acme/projects/WEB")
    answer = alice.post("/workspaces/new", {"name": "Side  project"})
    assert answer.location == "/side-project/settings/members"
    page = alice.get("/side-project/settings/members").text
    assert "The workspace is ready." in page
    assert "Owner" in page
    assert alice.get("/side-project/projects/INBOX").status_code == 200
    again = alice.get("/acme/projects/WEB", headers={"If-None-Match": before.headers["ETag"]})
    assert 'href="/side-project/"' in again.text


def test_a_workspace_needs_a_name_and_never_takes_an_address_of_ours(alice: Person) -> None:
    assert alice.post("/workspaces/new", {"name": "  "}).status_code == 422
    assert alice.post("/workspaces/new", {"name": "x" * 81}).status_code == 422
    for name in ("Settings", "Acme", "API", "日本"):
        location = alice.post("/workspaces/new", {"name": name}).location
        assert location.split("/")[1] not in ("settings", "acme", "api", "")
        assert alice.get(location).status_code == 200


def test_strangers_are_asked_to_sign_in_first(client: LintingClient, team: Team) -> None:
    assert client.get("/workspaces/new").location == "/sign-in?next=%2Fworkspaces%2Fnew"


def test_a_rename_keeps_the_address_and_shows_everywhere(alice: Person, bob: Person) -> None:
    home = bob.get("/bobs-tasks/projects/INBOX")
    assert alice.post("/acme/settings/workspace", {"name": "Acme & Sons"}).status_code == 303
    assert "Acme &amp; Sons" in bob.get("/acme/projects/WEB").text
    again = bob.get("/bobs-tasks/projects/INBOX", headers={"If-None-Match": home.headers["ETag"]})
    assert "Acme &amp; Sons" in again.text
    assert alice.post("/acme/settings/workspace", {"name": ""}).status_code == 422


def test_a_rename_asks_as_much_for_many_members_as_for_one(alice: Person, statements: Callable[[], list[str]]) -> None:
    asked = []
    for slug in ("alices-tasks", "acme"):
        statements()
        assert alice.post(f"/{slug}/settings/workspace", {"name": "Another name"}).status_code == 303
        asked.append(len(statements()))
    assert asked[0] == asked[1]


def test_only_admins_and_owners_rename(bob: Person, charlie: Person, gina: Person) -> None:
    assert bob.post("/acme/settings/workspace", {"name": "Bob's"}).status_code == 403
    assert bob.get("/acme/settings/workspace").status_code == 403
    assert gina.post("/acme/settings/workspace", {"name": "Gina's"}).status_code == 403
    assert charlie.post("/acme/settings/workspace", {"name": "Charlie's"}).status_code == 404


def test_whose_only_workspace_was_deleted_is_led_to_making_one(charlie: Person) -> None:
    charlie.post("/charlies-tasks/settings/workspace/deletion", {"name": "Charlie’s tasks"})
    assert charlie.get("/").location == "/workspaces/new"


def test_somebody_without_any_workspace_is_led_to_making_one(team: Team, charlie: Person) -> None:
    home = db.session.execute(db.text("select id from workspaces where slug = 'charlies-tasks'")).scalar_one()
    with in_workspace(home):
        db.session.query(Membership).filter_by(user_id=charlie.user_id).update({"removed_at": utcnow()})
        db.session.commit()
    assert charlie.get("/").location == "/workspaces/new"
    assert charlie.get("/workspaces/new").status_code == 200
