"""Projects over JSON: who sees one is shown and set as on its page, by the same people."""

from __future__ import annotations

from typing import Any

from tests.cast import Person

ALL = "/api/projects?workspace=acme"
WEB = "/api/projects/WEB"


def call(person: Person, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    where = path if "?" in path else f"{path}?workspace=acme"
    answer = person.client.open(where, method=method, **({} if body is None else {"json": body}))
    assert answer.status_code == status, answer.text
    return answer.get_json().get("data", answer.get_json())


def keys_of(person: Person) -> list[str]:
    return [one["key"] for one in call(person, "GET", ALL)]


def test_a_project_is_private_from_the_beginning(alice: Person, bob: Person, gina: Person) -> None:
    made = call(alice, "POST", ALL, {"name": "Plans", "visibility": "private", "members": [str(gina.member_id)]}, 201)
    assert (made["key"], made["visibility"]) == ("PLA", "private")
    assert set(made["members"]) == {str(alice.member_id), str(gina.member_id)}
    assert (keys_of(alice), keys_of(bob), keys_of(gina)) == (["WEB", "PLA"], ["WEB"], ["WEB", "PLA"])
    call(bob, "GET", "/api/projects/PLA", status=404)
    assert call(gina, "GET", "/api/projects/PLA")["members"] is None


def test_its_people_are_added_and_taken_out(alice: Person, bob: Person, gina: Person) -> None:
    made = call(alice, "PATCH", WEB, {"visibility": "private"})
    assert set(made["members"]) == {str(alice.member_id), str(gina.member_id)}
    call(bob, "PATCH", WEB, {"name": "Mine now"}, 404)
    assert str(bob.member_id) in call(alice, "PUT", f"{WEB}/members/{bob.member_id}")["members"]
    call(bob, "DELETE", f"{WEB}/members/{gina.member_id}")
    assert keys_of(gina) == []
    call(alice, "DELETE", f"{WEB}/members/{bob.member_id}")
    call(bob, "GET", WEB, status=404)
    left = call(alice, "PATCH", WEB, {"visibility": "workspace", "members": []})
    assert (left["visibility"], left["members"]) == ("workspace", [])
    assert call(bob, "GET", WEB)["visibility"] == "workspace"


def test_only_who_may_choose_chooses(alice: Person, bob: Person, gina: Person, charlie: Person) -> None:
    call(bob, "PATCH", WEB, {"visibility": "private"}, 403)
    call(bob, "PATCH", WEB, {"members": []}, 403)
    call(bob, "PUT", f"{WEB}/members/{gina.member_id}", status=403)
    call(gina, "POST", ALL, {"name": "No"}, 403)
    call(charlie, "GET", WEB, status=404)
    call(alice, "PUT", f"{WEB}/members/{charlie.user_id}", status=404)
    for wrong in ("nobody", str(charlie.user_id)):
        assert "members" in call(alice, "PATCH", WEB, {"members": [wrong]}, 422)["errors"]
    call(alice, "PATCH", WEB, {"visibility": "secret"}, 422)
    call(alice, "PATCH", "/api/projects/INBOX", {"visibility": "workspace"}, 403)
    assert call(alice, "GET", "/api/projects/INBOX")["visibility"] == "private"
    unchanged = call(alice, "GET", WEB)
    assert (unchanged["visibility"], unchanged["members"]) == ("workspace", [str(gina.member_id)])


def test_what_is_given_changes_and_nothing_else(alice: Person) -> None:
    before = call(alice, "GET", WEB)
    assert call(alice, "PATCH", WEB, {"hue": "leaf"}) == before | {"hue": "leaf"}
    assert call(alice, "PATCH", WEB, {"name": " "}, 422)["errors"] == {"name": ["Give the project a name."]}
    call(alice, "PATCH", WEB, {"is_private": True}, 422)
