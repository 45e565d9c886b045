"""Behind PgBouncer in transaction mode, which gives each transaction another connection, workspaces stay apart.

It needs the program: `apt-get install pgbouncer`, or its path in PRIMO_PGBOUNCER. Without, it fails and says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from app import create_app, settings
from app.database import in_workspace
from app.extensions import db
from app.local.accounts import identity, store_account
from app.workspaces.models import Workspace
from tests.cast import Team, assemble
from tests.instances import instance, within
from tests.ports import free_port
from tests.security.bare import bare, browser

pytestmark = pytest.mark.drill
THREADS, REQUESTS = 8, int(os.environ.get("PRIMO_DRILL_REQUESTS", "2000"))
WITHOUT = "This drill needs PgBouncer: apt-get install pgbouncer, or its path in PRIMO_PGBOUNCER."
SETTINGS = """
[databases]
primo = host={host} dbname=primo user=primo_app
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
ignore_startup_parameters = options
logfile = {folder}/pgbouncer.log
pidfile =
"""


@pytest.fixture
def pooled(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[Flask, Team]]:
    """An application whose database is a PgBouncer with three connections."""
    program = os.environ.get("PRIMO_PGBOUNCER") or shutil.which("pgbouncer")
    assert program, WITHOUT
    with instance(environment) as own:
        team = assemble(own.app)
        db.session.remove()
        port, host = free_port(), make_url(own.stores.database).query["host"]
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o777)
        file = tmp_path / "pgbouncer.ini"
        file.write_text(SETTINGS.format(host=host, port=port, folder=tmp_path))
        bouncer = subprocess.Popen([program, str(file)], **identity(store_account()))
        try:
            url = f"postgresql://primo_app@127.0.0.1:{port}/primo"
            assert within(60, lambda: answers(url)), (tmp_path / "pgbouncer.log").read_text()
            changes = {
                "DATABASE_URL": url,
                "DATABASE_POOLER": "1",
                "DATABASE_POOL_SIZE": str(THREADS),
                "LOG_LEVEL": "ERROR",
            }
            app = create_app(settings.load(own.environment | changes))
            yield app, team
            with app.app_context():
                db.engine.dispose()
        finally:
            bouncer.terminate()
            bouncer.wait()


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_many_threads_of_two_workspaces_never_see_the_other(pooled: tuple[Flask, Team]) -> None:
    app, team = pooled
    people = {"Alice": team.alice, "Charlie": team.charlie}
    words = {name: f"canary{uuid.uuid4().hex}" for name in people}
    homes = {name: bare(app, one).get("/").location.split("/")[1] for name, one in people.items()}
    for name, one in people.items():
        made = browser(app, one).post(f"/{homes[name]}/projects/INBOX/tasks", data={"title": words[name]})
        assert made.status_code in (200, 303), made.text

    with app.app_context():
        ids = {
            name: db.session.scalars(select(Workspace.id).filter_by(slug=home)).one() for name, home in homes.items()
        }

    def look(turn: int) -> tuple[int, bool, bool, bool, int]:
        """Return how somebody's list is answered, whether it holds their own word and the other's; whether a job in
        their workspace sees that one alone; and how many tasks a transaction sees that is told no workspace.
        """
        me, other = ("Alice", "Charlie") if turn % 2 else ("Charlie", "Alice")
        client = browser(app, people[me])
        if turn % 10 < 2:
            client.post(f"/{homes[me]}/projects/INBOX/tasks", data={"title": f"{turn}"})
        page = client.get(f"/{homes[me]}/projects/INBOX")
        whose = text("select workspace_id from tasks")
        with app.app_context():
            with in_workspace(ids[me]):
                is_alone = set(db.session.scalars(whose)) == {ids[me]}
                db.session.commit()
            left = len(db.session.scalars(whose).all())
        return page.status_code, words[me] in page.text, words[other] in page.text, is_alone, left

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(look, range(REQUESTS)))
    assert set(found) == {(200, True, False, True, 0)}
