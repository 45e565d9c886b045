"""The order of a list: tasks go where they are put, whoever else moves things, and keys stay short."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.activity.models import Event
from app.extensions import db
from app.ordering import LONGEST, fresh_keys, key_between, keys_around, keys_between
from app.projects.models import Project
from app.tasks.models import Task
from app.tasks.placing import rebalance
from tests.cast import Person
from tests.tasks.conftest import Look
from tests.tasks.pages import add, titles

LIST = "/acme/projects/WEB"


@pytest.fixture(autouse=True)
def four(alice: Person) -> None:
    add(alice, "A", "B", "C", "D")


def order(person: Person) -> str:
    return "".join(titles(person.get(LIST).text))


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ({"before": "WEB-1"}, "DABC"),
        ({"after": "WEB-1"}, "ADBC"),
        ({"before": "WEB-3"}, "ABDC"),
        ({"after": "WEB-3"}, "ABCD"),
        ({"step": "up"}, "ABDC"),
        ({"step": "down"}, "ABCD"),
        ({}, "ABCD"),
    ],
)
def test_a_task_goes_where_it_is_put(alice: Person, form: dict[str, str], wanted: str) -> None:
    assert alice.post("/acme/tasks/WEB-4/place", form).status_code == 303
    assert order(alice) == wanted


def test_steps_pass_over_what_is_not_shown(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-3/status", {"status": "completed"})
    alice.post("/acme/tasks/WEB-4/place", {"step": "up"})
    assert order(alice) == "ADB"
    alice.post("/acme/tasks/WEB-3/status", {"status": "pending"})
    assert sorted(order(alice)) == list("ABCD")


def test_a_place_beside_what_moved_meanwhile_is_still_beside_it(alice: Person, bob: Person) -> None:
    bob.post("/acme/tasks/WEB-1/place", {"after": "WEB-3"})
    alice.post("/acme/tasks/WEB-4/place", {"before": "WEB-1"})
    assert order(alice) == "BCDA"


def test_a_place_that_is_gone_is_said(alice: Person) -> None:
    assert alice.post("/acme/tasks/WEB-4/place", {"before": "nonsense"}).status_code == 422
    assert alice.post("/acme/tasks/WEB-4/place", {"before": "WEB-4"}).status_code == 422
    assert order(alice) == "ABCD"


def test_neighbours_that_are_gone_are_passed_over(alice: Person) -> None:
    move = "/acme/tasks/WEB-2/place"
    assert alice.post(move, {"after": "WEB-99", "before": "WEB-1"}).status_code == 303
    assert order(alice) == "BACD"
    alice.post("/acme/tasks/WEB-3/trash")
    assert alice.post(move, {"after": "WEB-3", "before": "WEB-1"}).status_code == 303
    assert order(alice) == "ABD"
    assert alice.post("/acme/tasks/WEB-1/place", {"after": "WEB-99"}).status_code == 303
    assert order(alice) == "BDA"


def test_many_moves_to_one_place_at_once_all_succeed(app: Flask, alice: Person) -> None:
    add(alice, *"EFGH")

    def move(number: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", alice.token)
        return client.post(f"/acme/tasks/WEB-{number}/place", data={"after": "WEB-1"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(move, range(2, 9))) == {303}
    assert order(alice)[0] == "A"
    assert sorted(order(alice)) == list("ABCDEFGH")


def test_a_list_with_a_long_key_is_laid_out_anew_in_the_same_order(alice: Person, look: Look) -> None:
    task = look("C")
    task.order_key = look("B").order_key + "0" * LONGEST + "1"
    db.session.commit()
    alice.post("/acme/tasks/WEB-4/place", {"before": "WEB-3"})
    assert order(alice) == "ABDC"
    assert max(len(key) for key in db.session.scalars(select(Task.order_key))) <= 6


def test_laying_out_keeps_the_order_of_what_is_hidden_too(alice: Person, project: Project) -> None:
    alice.post("/acme/tasks/WEB-2/trash")
    rebalance(project)
    db.session.commit()
    assert "".join(db.session.scalars(select(Task.title).order_by(Task.order_key))) == "ABCD"


def test_laying_out_waits_for_nobody_and_leaves_what_others_hold(alice: Person, project: Project) -> None:
    held = db.session.execute(select(Task.id, Task.order_key).where(Task.title == "C")).one()
    db.session.rollback()
    with db.engine.connect() as other:
        other.execute(text(f"set local primo.workspace = '{alice.viewer().workspace_id}'"))
        assert other.execute(text(f"select 1 from tasks where id = '{held.id}' for update")).one()
        db.session.execute(text("set local lock_timeout = 100"))
        rebalance(project)
        db.session.commit()
    assert order(alice) == "ABCD"
    assert db.session.scalar(select(Task.order_key).where(Task.title == "C")) == held.order_key


@given(st.lists(st.booleans(), max_size=30))
def test_what_is_laid_out_around_others_stands_between_them(free: list[bool]) -> None:
    old = keys_between(None, None, len(free))
    new = iter(keys_around([None if one else key for one, key in zip(free, old, strict=True)]))
    keys = [next(new) if one else key for one, key in zip(free, old, strict=True)]
    assert next(new, None) is None
    assert keys == sorted(set(keys))


def test_a_move_remembers_its_neighbours_and_happens_once(alice: Person, look: Look) -> None:
    ids = {title: str(look(title).id) for title in "ABCD"}
    for _ in range(2):
        alice.post("/acme/tasks/WEB-4/place", {"before": "WEB-1"})
        alice.post("/acme/tasks/WEB-2/place", {"after": "WEB-3"})
    db.session.rollback()
    moves = db.session.scalars(select(Event).where(Event.kind == "task.moved").order_by(Event.seq)).all()
    assert [(move.before, move.after) for move in moves] == [
        ({"behind": ids["C"], "before": None}, {"behind": None, "before": ids["A"]}),
        ({"behind": ids["A"], "before": ids["C"]}, {"behind": ids["C"], "before": None}),
    ]
    assert order(alice) == "DACB"


def test_guests_and_strangers_move_nothing(alice: Person, gina: Person, charlie: Person) -> None:
    assert gina.post("/acme/tasks/WEB-4/place", {"before": "WEB-1"}).status_code == 403
    assert charlie.post("/acme/tasks/WEB-4/place", {"before": "WEB-1"}).status_code == 404
    assert order(alice) == "ABCD"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=80))
def test_there_is_always_room_between_two_keys(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        before, after = keys[at - 1] if at else None, keys[at] if at < len(keys) else None
        keys.insert(at, key_between(before, after))
    assert keys == sorted(set(keys))
    assert not any(key.endswith("0") for key in keys)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 300), st.booleans(), st.booleans())
def test_many_keys_fit_into_one_gap_in_order(count: int, has_before: bool, has_after: bool) -> None:
    low = key_between(None, None)
    high = key_between(low, None)
    before, after = low if has_before else None, high if has_after else None
    made = keys_between(before, after, count)
    whole = [*([before] if before else []), *made, *([after] if after else [])]
    assert whole == sorted(set(whole))
    assert len(made) == count
    laid = fresh_keys(count)
    assert laid == sorted(set(laid))
