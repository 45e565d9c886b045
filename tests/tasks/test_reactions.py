"""Signs under comments: given and taken back, once each, seen with the names of those who gave them."""

from __future__ import annotations

import re

import pytest

from tests.cast import Person
from tests.tasks.pages import add

TASK = "/acme/tasks/WEB-1"
ID = re.compile(r'id="comment-([0-9a-f-]{36})"')
SIGN = re.compile(r'class="chip( chip--on)?" name="reaction" value="(\w+)" aria-pressed="(\w+)" aria-label="([^"]+)"')


@pytest.fixture
def address(alice: Person) -> str:
    add(alice, "Write it down")
    alice.post(f"{TASK}/comments", {"body": "It is done."})
    return f"{TASK}/comments/{ID.findall(alice.get(TASK).text)[0]}/reactions"


def signs(person: Person) -> list[tuple[str, str, str, str]]:
    return SIGN.findall(person.get(TASK).text)


def test_a_sign_is_given_with_a_name_and_taken_back_by_a_second_click(alice: Person, bob: Person, address: str) -> None:
    alice.post(address, {"reaction": "party"})
    bob.post(address, {"reaction": "party"})
    bob.post(address, {"reaction": "yes"})
    assert signs(bob) == [
        (" chip--on", "yes", "true", "Agreed: Bob Brown"),
        (" chip--on", "party", "true", "Hooray: Alice Adams, Bob Brown"),
    ]
    bob.post(address, {"reaction": "party"})
    assert signs(bob)[1] == ("", "party", "false", "Hooray: Alice Adams")


def test_open_pages_hear_of_a_sign(alice: Person, bob: Person, address: str) -> None:
    before = alice.viewer().version
    bob.post(address, {"reaction": "yes"})
    assert alice.viewer().version == before + 1


def test_only_the_few_signs_and_only_from_those_who_may_comment(
    alice: Person, bob: Person, gina: Person, charlie: Person, address: str
) -> None:
    assert bob.post(address, {"reaction": "<b>"}).status_code == 422
    assert gina.post(address, {"reaction": "yes"}).status_code == 403
    assert charlie.post(address, {"reaction": "yes"}).status_code == 404
    add(alice, "Another")
    assert bob.post(address.replace("WEB-1", "WEB-2"), {"reaction": "yes"}).status_code == 404
    alice.post(f"{TASK}/trash")
    assert bob.post(address, {"reaction": "yes"}).status_code == 404
