"""Who else is on a task is said to those who may see it, and to nobody for long."""

from __future__ import annotations

import pytest
from redis import Redis

from app.live import presence
from app.local.stores import Stores
from tests.cast import Person, Team

HERE = "/acme/tasks/WEB-1/presence"


@pytest.fixture(autouse=True)
def task(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})


def others(person: Person, state: str = "here") -> str:
    answer = person.post(HERE, {"state": state})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_others_are_named_and_oneself_is_not(alice: Person, bob: Person, gina: Person) -> None:
    assert others(alice).strip() == ""
    assert "Alice Adams" in others(bob)
    assert "Bob Brown" not in others(bob)
    said = others(gina)
    assert "Alice Adams" in said
    assert "Bob Brown" in said
    assert "writing" not in said


def test_who_writes_is_said(alice: Person, bob: Person) -> None:
    others(alice, "writing")
    assert "Alice is writing" in others(bob)
    others(alice)
    assert "writing" not in others(bob)


def test_who_leaves_is_gone(alice: Person, bob: Person) -> None:
    others(alice)
    others(alice, "left")
    assert others(bob).strip() == ""


def test_who_gives_no_sign_is_gone_after_a_while(alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "LASTS", -1)
    others(alice)
    assert others(bob).strip() == ""
    assert presence.WRITES <= 30


def test_a_task_of_another_inbox_has_no_visitors(alice: Person, bob: Person) -> None:
    inbox = alice.get("/acme/").location.rpartition("/")[2]
    alice.post(f"/acme/projects/{inbox}/tasks", {"title": "Mine"})
    assert alice.post(f"/acme/tasks/{inbox}-1/presence").status_code == 200
    assert bob.post(f"/acme/tasks/{inbox}-1/presence").status_code == 404


def test_open_pages_are_told_when_somebody_comes_and_not_at_every_sign(alice: Person, urls: Stores) -> None:
    with Redis.from_url(urls.redis).pubsub() as heard:  # type: ignore[no-untyped-call]  # redis has no types here
        heard.psubscribe("primo:live:*")
        next(heard.listen())
        for state in ("here", "here", "left", "left"):
            others(alice, state)
        Redis.from_url(urls.redis).publish("primo:live:", "the end")
        said = list(iter(lambda: next(heard.listen())["data"], b"the end"))
    assert len(said) == 2
    assert b"presence" in said[0]


def test_a_state_that_is_none_is_refused(alice: Person) -> None:
    assert alice.post(HERE, {"state": "asleep"}).status_code == 422


def test_a_task_that_was_put_into_the_trash_can_still_be_left(team: Team) -> None:
    team.alice.post("/acme/tasks/WEB-1/trash")
    assert team.alice.post(HERE, {"state": "left"}).status_code == 200
