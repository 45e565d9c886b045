"""Several people at once: nobody meets a crash, nothing is lost, and the books balance."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select, text

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from app.models import Task
from tests.cast import Person, Team
from tests.data.books import imbalances
from tests.security.bare import bare

Form = dict[str, Any]
OURS = {"Sec-Fetch-Site": "same-origin"}
ROUNDS = 6


@pytest.fixture
def together(app: Flask) -> Iterator[Callable[..., list[int]]]:
    """Return a function that sends requests of several people at the same moment and gives their statuses."""
    with ThreadPoolExecutor(4) as threads:

        def send(*requests: tuple[Person, str, Form]) -> list[int]:
            start = Barrier(len(requests))

            def one(person: Person, path: str, form: Form) -> int:
                client = bare(app, person)
                start.wait(120)
                return client.post(path, data=form, headers=OURS).status_code

            return [future.result(120) for future in [threads.submit(one, *request) for request in requests]]

        yield send


def test_new_tasks_at_once_all_get_their_number_and_place(team: Team, together: Callable[..., list[int]]) -> None:
    for turn in range(ROUNDS):
        path = "/acme/projects/WEB/tasks"
        codes = together(*((person, path, {"title": f"{turn}"}) for person in (team.alice, team.bob) * 2))
        assert codes == [303] * 4
    assert sorted(task.number for task in tasks(team)) == list(range(1, ROUNDS * 4 + 1))
    assert imbalances() == {}


def test_moves_to_the_same_place_all_find_room(team: Team, together: Callable[..., list[int]]) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join("abcdef")})
    for _ in range(ROUNDS):
        codes = together(
            *((team.alice, f"/acme/tasks/WEB-{number}/place", {"after": "WEB-1"}) for number in (2, 3)),
            *((team.bob, f"/acme/tasks/WEB-{number}/place", {"before": "WEB-6"}) for number in (4, 5)),
        )
        assert codes == [303] * 4
    assert imbalances() == {}


def test_a_task_done_by_two_is_done_once_and_comes_again_once(team: Team, together: Callable[..., list[int]]) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"{name} every day" for name in "abcdef")})
    for number in range(1, 7):
        done = (f"/acme/tasks/WEB-{number}/status", {"status": "completed"})
        assert together((team.alice, *done), (team.bob, *done)) == [303, 303]
    with in_workspace(team.workspace_id):
        kinds = list(db.session.scalars(select(Event.kind)))
    assert kinds.count("task.completed") == 6
    assert kinds.count("task.created") == 12, "each comes again once"
    assert imbalances() == {}


def test_edits_of_different_fields_are_both_kept(team: Team, together: Callable[..., list[int]]) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for turn in range(ROUNDS):
        codes = together(
            (team.alice, "/acme/tasks/WEB-1", {"title": f"Title {turn}"}),
            (team.bob, "/acme/tasks/WEB-1", {"description": f"Text {turn}"}),
        )
        assert codes == [303, 303]
        (task,) = tasks(team)
        assert (task.title, task.description) == (f"Title {turn}", f"Text {turn}")
    assert task.version == 1 + 2 * ROUNDS
    assert imbalances() == {}


def test_of_two_edits_of_one_field_one_is_asked_about(team: Team, together: Callable[..., list[int]]) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for turn in range(ROUNDS):
        version = str(tasks(team)[0].version)
        codes = together(
            (team.alice, "/acme/tasks/WEB-1", {"title": f"Alice {turn}", "version": version}),
            (team.bob, "/acme/tasks/WEB-1", {"title": f"Bob {turn}", "version": version}),
        )
        assert sorted(codes) == [303, 409]
        winner = "Alice" if codes[0] == 303 else "Bob"
        assert tasks(team)[0].title == f"{winner} {turn}"


def test_a_double_click_makes_one_task(team: Team, together: Callable[..., list[int]]) -> None:
    for _ in range(ROUNDS):
        form = {"title": "Once", "new_id": str(uuid.uuid4())}
        codes = together(*[(team.alice, "/acme/projects/WEB/tasks", form)] * 3)
        assert codes == [303] * 3
    assert len(tasks(team)) == ROUNDS
    assert imbalances() == {}


def test_families_that_are_pulled_about_stay_whole(team: Team, together: Callable[..., list[int]]) -> None:
    """Locks in two orders would be a deadlock here; whoever loses is tried again."""
    for turn in range(ROUNDS):
        team.alice.post("/acme/projects/WEB/tasks", {"title": "Parent\n  One\n  Two\n    Three"})
        parent, one, two, three = (f"WEB-{4 * turn + place}" for place in (1, 2, 3, 4))
        codes = together(
            (team.alice, f"/acme/tasks/{parent}/status", {"status": "completed", "subtasks": "yes"}),
            (team.bob, f"/acme/tasks/{two}/trash", {}),
            (team.alice, f"/acme/tasks/{three}", {"title": "Renamed"}),
            (team.bob, f"/acme/tasks/{one}/subtasks", {"title": "Four"} if turn % 2 else {"title": "Five\nSix"}),
        )
        assert set(codes) <= {303, 404}
        assert imbalances() == {}


def test_people_who_sign_up_at_once_with_one_address_make_one_account(
    app: Flask, team: Team, together: Callable[..., list[int]]
) -> None:
    form = {"name": "Eve Evans", "email": "eve@example.com", "password": "a long and unrelated pass phrase"}
    with ThreadPoolExecutor(3) as threads:
        codes = [one.status_code for one in threads.map(lambda _: bare(app).post("/sign-up", data=form), range(3))]
    assert sorted(codes) == [303, 422, 422]


def tasks(team: Team) -> list[Task]:
    db.session.rollback()
    with in_workspace(team.workspace_id):
        return list(db.session.scalars(select(Task).order_by(Task.number)))


def test_who_waits_too_long_for_a_lock_waits_again_and_is_told_in_the_end(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One\nTwo"})
    left = 0

    def be_impatient(connection: Connection) -> None:
        nonlocal left
        connection.exec_driver_sql("set local lock_timeout = '60ms'")
        left -= 1
        if not left:
            holder.rollback()

    db.session.remove()
    with db.engine.connect() as holder:
        for left, status, order in ((99, 503, ["One", "Two"]), (3, 303, ["Two", "One"])):  # noqa: B007
            holder.execute(text("select set_config('primo.workspace', :id, true)"), {"id": str(team.workspace_id)})
            holder.execute(text("select 1 from projects where key = 'WEB' for no key update")).one()
            event.listen(db.engine, "begin", be_impatient)
            answer = team.alice.post("/acme/tasks/WEB-2/place", {"before": "WEB-1"})
            event.remove(db.engine, "begin", be_impatient)
            holder.rollback()
            assert answer.status_code == status
            assert status == 303 or "Nothing was changed" in answer.text
            assert [task.title for task in sorted(tasks(team), key=lambda task: task.order_key)] == order
            db.session.remove()
