"""Settings of the person: name, zone, theme, address."""

from __future__ import annotations

from app.accounts.models import User
from app.extensions import db
from tests.cast import PASSWORD, Person

PROFILE = "/acme/settings/profile"
SAVED: dict[str, object] = {"name": "Alice Ahrens", "time_zone": "Asia/Tokyo", "language": "en"}


def fresh(person: Person) -> User:
    db.session.expire_all()
    return db.session.get_one(User, person.user_id)


def test_the_profile_is_saved_and_said_once(alice: Person) -> None:
    assert alice.post(PROFILE, SAVED).location == PROFILE
    page = alice.get(PROFILE).text
    assert "Saved." in page
    assert 'value="Alice Ahrens"' in page
    assert '<option value="Asia/Tokyo" selected>' in page
    assert "Saved." not in alice.get(PROFILE).text


def test_a_new_name_shows_at_once_in_every_workspace(alice: Person, bob: Person) -> None:
    seen_by_bob = bob.get("/acme/projects/WEB")
    assert "Alice Adams" in seen_by_bob.text
    home = alice.get("/alices-tasks/projects/INBOX")
    alice.post(PROFILE, SAVED)
    again = bob.get("/acme/projects/WEB", headers={"If-None-Match": seen_by_bob.headers["ETag"]})
    assert again.status_code == 200
    assert "Alice Ahrens" in again.text
    assert "Alice Adams" not in again.text
    own = alice.get("/alices-tasks/projects/INBOX", headers={"If-None-Match": home.headers["ETag"]})
    assert "Alice Ahrens" in own.text


def test_faults_stand_at_their_fields_and_keep_what_was_typed(alice: Person) -> None:
    answer = alice.post(PROFILE, {"name": " ", "time_zone": "Mars/Base", "language": "tlh"})
    assert answer.status_code == 422
    for text in ("Write your name", "Choose a time zone", "Choose a language"):
        assert text in answer.text
    assert fresh(alice).name == "Alice Adams"


def test_the_theme_applies_at_once_also_outside_of_workspaces(alice: Person) -> None:
    assert "data-theme" not in alice.get(PROFILE).text
    alice.post("/acme/settings/theme", {"theme": "dark"})
    assert 'data-theme="dark"' in alice.get(PROFILE).text
    assert 'data-theme="dark"' in alice.get("/forgot-password").text
    assert alice.post("/acme/settings/theme", {"theme": "pink"}).status_code == 422


def test_another_address_asks_for_the_password(alice: Person) -> None:
    url = "/acme/settings/email"
    wrong = alice.post(url, {"email": "new@example.com", "current": "not this one"})
    assert wrong.status_code == 422
    assert "This is not your current password." in wrong.text
    assert 'value="new@example.com"' in wrong.text
    assert fresh(alice).email == "alice@example.com"
    assert alice.post(url, {"email": "New@Example.com", "current": PASSWORD}).status_code == 303


def test_only_the_tabs_one_may_use_are_shown(alice: Person, gina: Person, charlie: Person) -> None:
    assert "/acme/settings/workspace" in alice.get(PROFILE).text
    guest = gina.get(PROFILE).text
    assert "/acme/settings/notifications" in guest
    assert 'settings/members">Members' not in guest
    assert charlie.get(PROFILE).status_code == 404


def test_the_settings_begin_with_the_profile(alice: Person) -> None:
    assert alice.get("/acme/settings").location == "/acme/settings/profile"
