"""Who is given a task is here, and sees it."""

from __future__ import annotations

from html import unescape

from tests.cast import Person
from tests.tasks.pages import add


def inbox_of(person: Person) -> str:
    return person.get("/acme/").location.rpartition("/")[2]


def give(task: str, by: Person, to: Person) -> tuple[int, str]:
    answer = by.post(f"/acme/tasks/{task}", {"has": "assignees", "assignees": [str(to.member_id)]})
    return answer.status_code, unescape(answer.text)


def test_who_has_left_is_given_nothing(alice: Person, bob: Person) -> None:
    add(alice, "Plan")
    assert give("WEB-1", alice, bob)[0] == 303
    alice.post("/acme/tasks/WEB-1", {"has": "assignees"})
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    status, text = give("WEB-1", alice, bob)
    assert (status, "Choose people who are in this workspace." in text) == (422, True)


def test_an_inbox_is_its_owners_alone(alice: Person, bob: Person) -> None:
    mine = inbox_of(alice)
    add(alice, "Own", project=mine)
    add(alice, "Of Bob")
    status, text = give(f"{mine}-1", alice, bob)
    assert (status, "Only you see your Inbox." in text) == (422, True)
    assert give("WEB-1", alice, bob)[0] == 303
    answer = alice.post("/acme/tasks/WEB-1/project", {"project": mine})
    assert (answer.status_code, "Others are assigned, and only you see your Inbox" in unescape(answer.text)) == (
        422,
        True,
    )
