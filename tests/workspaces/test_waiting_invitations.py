"""Invitations that wait for an answer: who sees and ends them, and what they may offer."""

from __future__ import annotations

from app.workspaces.inviting import OFFERED
from app.workspaces.policy import ACTIONS
from tests.cast import Person, Team
from tests.workspaces.test_invitations import MEMBERS, URL, invite, rows


def test_those_who_may_not_invite_do_not_see_who_is_invited(alice: Person, bob: Person) -> None:
    invite(alice, "dora@example.com")
    assert "dora@example.com" not in bob.get(MEMBERS).text


def test_what_was_used_or_taken_back_waits_no_more(team: Team, alice: Person, bob: Person, charlie: Person) -> None:
    alice.post(f"{MEMBERS}/{bob.member_id}/role", {"role": "admin"})
    link, _ = invite(bob, f"{charlie.email} dora@example.com")
    used, taken_back = (row.id for row in rows(team))
    charlie.post(f"{link}/acceptance")
    alice.post(f"{URL}/{taken_back}/revocation")
    ends = [(row.accepted_at, row.revoked_at) for row in rows(team)]
    assert "dora@example.com" not in alice.get(MEMBERS).text
    for id in (used, taken_back):
        assert f"{URL}/{id}/" not in alice.get(MEMBERS).text
        for deed in ("resending", "revocation"):
            assert alice.post(f"{URL}/{id}/{deed}").status_code == 404
    alice.post(f"{MEMBERS}/{bob.member_id}/role", {"role": "member"})
    assert [(row.accepted_at, row.revoked_at) for row in rows(team)] == ends


def test_nobody_who_may_invite_offers_more_than_they_are() -> None:
    assert max(role.rank for role in OFFERED) <= ACTIONS["member.invite"].rank
