"""Who deletes their account takes nothing along that is another's."""

from __future__ import annotations

import re

from sqlalchemy import text

from tests.above import above_the_walls
from tests.cast import Person
from tests.clients import LintingClient
from tests.goodbyes.test_deleting import delete
from tests.tasks.pages import add


def test_what_others_did_for_themselves_is_still_told(alice: Person, bob: Person) -> None:
    for person, name in ((alice, "hers"), (bob, "his")):
        person.post("/acme/filters", {"name": name, "query": "status=pending"})
        assert person.post(f"/acme/filters/{name}", {"name": "Another"}).status_code == 303
    delete(bob)
    with above_the_walls() as connection:
        query = text("select actor_id from events where kind = 'filter.changed' and after is not null")
        assert list(connection.scalars(query)) == [alice.member_id]


def test_links_of_others_lead_on(alice: Person, bob: Person, client: LintingClient) -> None:
    add(alice, "Plan")
    pages = [who.post("/acme/tasks/WEB-1/links", {"rights": "read", "lasts": "week"}).text for who in (alice, bob)]
    made = [re.findall(r"http://localhost(/share/[\w-]+)", page)[0] for page in pages]
    assert [client.get(link).status_code for link in made] == [200, 200]
    delete(bob)
    assert [client.get(link).status_code for link in made] == [200, 404]


def test_an_invitation_that_was_accepted_was_not_withdrawn(
    alice: Person, bob: Person, gina: Person, charlie: Person
) -> None:
    page = alice.post("/acme/settings/invitations", {"emails": charlie.email, "role": "member"}).text
    token = re.findall(r"/invitations/([\w.-]+)", page)[0]
    assert charlie.post(f"/invitations/{token}/acceptance").status_code == 303
    alice.post("/acme/settings/invitations", {"emails": "new@example.com", "role": "member"})
    people = re.findall(r"members/([0-9a-f-]{36})/removal", alice.get("/acme/settings/members").text)
    for id in {one for one in people if one != str(alice.member_id)}:
        alice.post(f"/acme/settings/members/{id}/removal")
    delete(alice)
    with above_the_walls() as connection:
        query = text("select revoked_at is not null from invitations order by accepted_at nulls last")
        assert list(connection.scalars(query)) == [False, True]


def test_an_owner_keeps_a_private_project_before_who_is_here_longer(alice: Person, bob: Person, gina: Person) -> None:
    alice.post(f"/acme/settings/members/{gina.member_id}/role", {"role": "owner"})
    gina.post(f"/acme/settings/members/{alice.member_id}/role", {"role": "member"})
    bob.post("/acme/projects", {"name": "Of Bob", "key": "BOB"})
    bob.post("/acme/projects/BOB/sharing", {"visibility": "private"})
    bob.post(f"/acme/settings/members/{bob.member_id}/removal")
    assert [who.get("/acme/projects/BOB").status_code for who in (alice, gina)] == [404, 200]
