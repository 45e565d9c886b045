"""With every filter of the application taken away, PostgreSQL still shows one workspace only."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import models
from app.accounts.models import User
from app.database import Base, Tenant, in_workspace, stay_in_workspace
from app.extensions import db
from app.tasks.models import Task
from app.walls import ALSO, ALSO_READ, OPEN, SWEEP, list_unwalled
from tests.above import above_the_walls
from tests.cast import Person, Team
from tests.rules.routes import ask, cells
from tests.security.bare import bare

CANARY = "canaryword"
FILTER = re.compile(r"(\b\w+\.)?workspace_id = %\(\w+\)s(::\w+)?")
assert models.__all__
WALLED = [table.name for table in Base.metadata.sorted_tables if "workspace_id" in table.columns]
WALLED = [name for name in WALLED if name not in OPEN]
OF_HERE = "(workspace_id = (NULLIF(current_setting('primo.workspace'::text, true), ''::text))::uuid)"
OF_ONE = "(user_id = (NULLIF(current_setting('primo.user'::text, true), ''::text))::uuid)"
"""What the policies say, written down a second time: the rows of one workspace, and one's own memberships."""


@pytest.fixture
def home_id(charlie: Person) -> uuid.UUID:
    found = db.session.scalar(select(User.home_workspace_id).where(User.id == charlie.user_id))
    db.session.rollback()
    assert found is not None
    return found


@pytest.fixture
def written(alice: Person) -> None:
    alice.post("/acme/projects", {"name": f"{CANARY} project", "key": "CAN"})
    alice.post("/acme/projects/WEB/tasks", {"title": f"{CANARY} task today @{CANARY}"})
    alice.post("/acme/tasks/WEB-1/comments", {"body": f"{CANARY} comment"})
    alice.post("/acme/filters", {"name": f"{CANARY} filter", "query": "status=pending", "is_shared": "1"})


@contextmanager
def without_filters() -> Iterator[list[str]]:
    """Take the ORM's guard away, and the workspace out of every statement; yield what was stripped."""
    stripped: list[str] = []
    original = psycopg.Cursor.execute

    def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query, str) and query.startswith(("select", "SELECT", "with")) and FILTER.search(query):
            stripped.append(query)
            query = FILTER.sub("true", query)
        return original(self, query, *args, **kwargs)

    event.remove(Session, "do_orm_execute", stay_in_workspace)
    try:
        with patch.object(psycopg.Cursor, "execute", execute):
            yield stripped
    finally:
        event.listen(Session, "do_orm_execute", stay_in_workspace)


def test_no_page_shows_a_foreign_row_without_the_filters(app: Flask, written: None, charlie: Person) -> None:
    slug = charlie.get("/").location.strip("/").split("/")[0]
    charlie.post(f"/{slug}/projects", {"name": "Own", "key": "WEB"})
    charlie.post(f"/{slug}/projects/WEB/tasks", {"title": "Of my own"})
    seen, quick = b"", bare(app, charlie)
    with without_filters() as stripped:
        for cell in cells(app, workspace=slug):
            if cell.method == "GET" and (cell.is_of_a_workspace or cell.is_api) and "stream" not in cell.endpoint:
                answer = ask(quick, cell, workspace=slug)
                assert answer.status_code < 500, cell
                assert CANARY.encode() not in answer.data, cell
                seen += answer.data
        for path in ("palette/tasks", "tasks"):
            assert CANARY.encode() not in quick.get(f"/{slug}/{path}?q={CANARY[:-2]}").data
    assert b"Of my own" in seen
    assert len(stripped) > 50


def test_a_small_pool_of_many_threads_never_mixes_workspaces(
    app: Flask, written: None, team: Team, home_id: uuid.UUID
) -> None:
    engine = create_engine(db.engine.url, pool_size=2, max_overflow=0, pool_timeout=120)
    homes = [team.workspace_id, home_id, None]
    with ThreadPoolExecutor(12) as threads:
        found = list(threads.map(lambda turn: look(engine, homes[turn % 3]), range(60)))
    engine.dispose()
    assert [bool(rows) for rows in found[:3]] == [True, True, False]
    for turn, rows in enumerate(found):
        assert rows <= {homes[turn % 3]}


def look(engine: Engine, workspace_id: uuid.UUID | None) -> set[uuid.UUID]:
    """Return whose rows all tables show to somebody who asks for everything."""
    if workspace_id is None:
        return everything(engine)
    with in_workspace(workspace_id):
        return everything(engine)


def everything(engine: Engine) -> set[uuid.UUID]:
    with engine.begin() as connection:  # and commits, which would keep what is told to more than a transaction
        each = " union all ".join(f"select workspace_id from {name}" for name in WALLED)
        return set(connection.execute(text(each)).scalars())


def test_rows_of_others_are_not_changed_nor_made(app: Flask, written: None, team: Team, home_id: uuid.UUID) -> None:
    with in_workspace(home_id):
        for name in sorted(set(WALLED) - {"audit_entries"}):  # which nobody may change at all
            others = text(f"update {name} set workspace_id = workspace_id where workspace_id <> :home")
            changed = db.session.execute(others, {"home": home_id}).rowcount  # type: ignore[attr-defined]
            db.session.rollback()
            assert changed == 0, name
        copy = "insert into labels (workspace_id, id, name, name_key, hue) values (:w, :w, 'x', 'x', 'blue')"
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.execute(text(copy), {"w": team.workspace_id})
        db.session.rollback()


def test_every_table_of_workspaces_has_a_wall_that_binds_its_owner(app: Flask) -> None:
    tenants = {str(mapper.local_table) for mapper in Base.registry.mappers if issubclass(mapper.class_, Tenant)}
    assert tenants | set(OPEN) <= {*WALLED, *OPEN}
    assert set(OPEN) == {"task_search"}, "which has no policy of its own, see app/walls.py"
    assert set(ALSO_READ) <= set(WALLED)
    with db.engine.connect() as connection:
        assert list_unwalled(connection) == []
        policies = connection.execute(text("select tablename, policyname, cmd, permissive from pg_policies")).all()
    expected = {(name, "workspace", "ALL", "PERMISSIVE") for name in WALLED}
    expected |= {(name, "also_read", "SELECT", "PERMISSIVE") for name in ALSO_READ}
    for table, each in ALSO.items():
        expected |= {(table, name, policy.split()[1].upper(), "PERMISSIVE") for name, policy in each.items()}
    assert set(map(tuple, policies)) == expected
    quals = db.session.execute(text("select policyname, tablename, qual, with_check from pg_policies")).all()
    assert {(qual, check) for name, _, qual, check in quals if name == "workspace"} == {(OF_HERE, None)}
    assert {qual for name, table, qual, _ in quals if (name, table) == ("also_read", "memberships")} == {OF_ONE}


def test_a_transaction_forgets_its_workspace(app: Flask, team: Team) -> None:
    with in_workspace(team.workspace_id):
        assert db.session.scalar(text("select current_setting('primo.workspace', true)")) == str(team.workspace_id)
        db.session.commit()
    assert db.session.scalar(text("select count(*) from projects")) == 0, "what was committed is forgotten too"
    db.session.rollback()
    with in_workspace(team.workspace_id):
        assert db.session.scalars(select(Task.id)).all() == []
        assert db.session.scalar(text("select count(*) from projects"))
    assert db.session.scalar(text("select count(*) from projects")) == 0
    db.session.rollback()
    with above_the_walls() as connection:
        assert connection.scalar(text("select count(*) from projects"))


def test_sweeps_see_of_all_workspaces_only_what_waits(app: Flask, written: None) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(SWEEP)
        assert connection.scalar(text("select count(*) from events"))
        for name in {*WALLED} - {*ALSO_READ}:
            assert not connection.scalar(text(f"select count(*) from {name}")), name


WAITS = {
    "events": "relayed_at IS NULL",
    "exports": "ended_at IS NULL",
    "reminders": "next_at IS NOT NULL",
    "deliveries": "state::text = 'pending'::text",
}
"""What a sweep may see of other workspaces, written down a second time."""


def test_what_waits_is_all_that_a_sweep_is_shown(app: Flask) -> None:
    asked = "select tablename, qual from pg_policies where policyname = 'also_read'"
    quals = {table: re.sub(r"[()]", "", qual) for table, qual in db.session.execute(text(asked))}
    sweeps = {table: qual for table, qual in quals.items() if "'sweep'" in qual}
    assert set(sweeps) == set(WAITS)
    for table, qual in sweeps.items():
        one, *others = qual.split(" OR ")
        assert one == f"{WAITS[table]} AND current_setting'primo.purpose'::text, true = 'sweep'::text", table
        assert not any("'sweep'" in other for other in others), table


def test_lists_use_their_indexes_behind_the_wall(app: Flask, written: None, team: Team) -> None:
    query = text("explain select id from tasks where workspace_id = :w and project_id = :w order by order_key limit 50")
    with in_workspace(team.workspace_id):
        db.session.execute(
            text("set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off")
        )
        plan = "\n".join(db.session.execute(query, {"w": team.workspace_id}).scalars())
    assert "Index" in plan
    assert "Sort" not in plan
    assert "Filter: (workspace_id" not in plan
    assert re.search(r"One-Time Filter.*primo\.workspace|Index Cond.*primo\.workspace", plan), plan


def test_a_link_is_found_by_who_holds_it_and_an_invitation_by_its_address(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/links", {"rights": "read", "lasts": "week"})
    team.alice.post("/acme/settings/invitations", {"emails": "yve@example.com zoe@example.com", "role": "guest"})
    found = text("select (select count(*) from share_links), (select count(*) from invitations)")
    with above_the_walls() as connection:
        [one, other] = connection.execute(
            text("select encode(token_hash, 'hex') from invitations order by id")
        ).scalars()
        [link] = connection.execute(text("select encode(token_hash, 'hex') from share_links")).scalars()
    asked = [
        ("link", "", 0, 0),
        ("link", "00ff", 0, 0),
        ("link", link, 1, 0),
        ("link", one, 0, 1),
        ("link", other, 0, 1),
    ]
    for name, value, links, invitations in [*asked, ("address", "yve@example.com", 0, 1), ("address", "", 0, 0)]:
        db.session.execute(text(f"select set_config('primo.{name}', :value, true)"), {"value": value})
        assert db.session.execute(found).one() == (links, invitations), (name, value)
        db.session.rollback()
