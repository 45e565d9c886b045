"""Saved filters outlive what happens around them: a new key, a project in the trash, somebody who comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.errors import Invalid
from app.filters.saving import create_filter
from tests.cast import Person
from tests.history.conftest import inside, last_change
from tests.tasks.pages import add, titles

__all__ = ["inside"]
MINE = "/acme/filters/mine"


@pytest.fixture(autouse=True)
def saved(alice: Person) -> None:
    add(alice, "Fire")
    alice.post("/acme/tasks/WEB-1", {"priority": "urgent"})
    alice.post("/acme/filters", {"name": "Mine", "query": "?priority=urgent", "project": "WEB"})


def test_a_filter_of_a_project_follows_it_to_a_new_key(alice: Person) -> None:
    assert alice.post("/acme/projects/WEB/settings", {"name": "Site", "hue": "sky", "key": "SITE"}).status_code == 303
    assert titles(alice.get(MINE).text) == ["Fire"]


def test_a_filter_of_a_project_in_the_trash_shows_nothing_and_can_be_deleted(alice: Person) -> None:
    alice.post("/acme/projects/WEB/trash")
    page = alice.get(MINE)
    assert (page.status_code, titles(page.text)) == (200, [])
    assert f"{MINE}/removal" in page.text


def test_a_shared_filter_is_never_of_an_inbox(alice: Person, bob: Person) -> None:
    inbox = alice.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]
    alice.post(MINE, {"shared": "yes"})
    assert alice.post(MINE, {"query": "?priority=urgent", "project": inbox}).status_code == 422
    assert bob.get(MINE).status_code == 200


def test_conditions_are_kept_whole_or_refused(alice: Person, inside: None) -> None:
    with pytest.raises(Invalid):
        create_filter("Long", f"q={'x' * 5000}", is_shared=False, by=alice.viewer())


def test_the_same_name_at_the_same_moment_gets_two_addresses(app: Flask, alice: Person) -> None:
    together = Barrier(4)

    def save(_: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", alice.token)
        together.wait()
        return client.post("/acme/filters", data={"name": "Again", "query": "?priority=urgent"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(save, range(4))) == {303}


def test_who_deletes_a_filter_can_bring_it_back_and_nobody_else(
    alice: Person, bob: Person, gina: Person, inside: None
) -> None:
    bob.post("/acme/filters", {"name": "Everybodys", "query": "?priority=urgent", "shared": "yes"})
    alice.post("/acme/filters/everybodys/removal")
    undo = f"/acme/changes/{last_change()}/undo"
    assert gina.post(undo).status_code == 403
    assert alice.post(undo).status_code == 303
    assert titles(gina.get("/acme/filters/everybodys").text) == ["Fire"]


def test_a_guest_brings_back_a_filter_and_nothing_else(alice: Person, gina: Person, inside: None) -> None:
    gina.post("/acme/filters", {"name": "Guests", "query": "?priority=urgent"})
    gina.post("/acme/filters/guests/removal")
    assert gina.post("/acme/undo").status_code == 303
    assert gina.get("/acme/filters/guests").status_code == 200
    alice.post("/acme/tasks/WEB-1", {"priority": "low"})
    undo = f"/acme/changes/{last_change()}/undo"
    assert (gina.get(undo).status_code, gina.post(undo).status_code) == (403, 403)
