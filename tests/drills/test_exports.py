"""A large workspace is exported in little memory, of one moment, while people work and the worker is killed.

PRIMO_DRILL_TASKS and PRIMO_DRILL_FILE_MB set the size.
"""

from __future__ import annotations

import os
import secrets
import time
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from app.attachments.store import path_of, put
from app.database import in_workspace
from app.exports.kinds import WORKSPACE as KINDS
from app.extensions import db
from tests.above import above_the_walls
from tests.cast import Team
from tests.exports.archives import WORKSPACE, Opened, archives, ready
from tests.instances import WorkerProcess, instance, within, worker

pytestmark = pytest.mark.drill
TASKS = int(os.environ.get("PRIMO_DRILL_TASKS", "20000"))
FILE_MB = int(os.environ.get("PRIMO_DRILL_FILE_MB", "200"))
MEMORY_MB = 40
"""How much more than at rest the process that writes an export may take, whatever its size."""

FILL = """
with web as (select p.*, m.id as me from projects p join memberships m
       on m.workspace_id = p.workspace_id and m.role = 'owner' where p.key = 'WEB'),
made as (
    insert into tasks (workspace_id, id, project_id, number, title, title_key, description, status, priority,
           order_key, created_by, created_at, updated_at, version)
    select workspace_id, gen_random_uuid(), id, 1000000 + n, 'Task ' || n, 'task ' || n,
           repeat('word ' || n || ' ', 40), 'pending', 0, 'z' || lpad(n::text, 8, '0'), me, now(), now(), 1
      from web, generate_series(1, :tasks) n
    returning workspace_id, id, number, created_by),
said as (
    insert into comments (workspace_id, id, task_id, author_id, body, created_at)
    select workspace_id, gen_random_uuid(), id, created_by, repeat('said ', 30), now() from made where number % 2 = 0)
insert into events (workspace_id, id, seq, kind, subject_id, task_id, project_id, actor_id, change_id, after, at,
       relayed_at)
select made.workspace_id, gen_random_uuid(), n, 'task.changed', made.id, made.id, web.id, made.created_by,
       gen_random_uuid(), jsonb_build_object('title', 'Task ' || number), now(), now()
  from made, web, generate_series(1, 3) n"""
FILE = text("""
insert into attachments (workspace_id, id, task_id, added_by, name, size, store_key, preview, created_at)
select workspace_id, gen_random_uuid(), id, created_by, 'file ' || :n || '.bin', :size, :key, 'none', now()
  from tasks where workspace_id = :workspace order by number limit 1""")


def fill(team: Team) -> None:
    with above_the_walls() as connection:
        connection.execute(text(FILL), {"tasks": TASKS})
        for n in range(FILE_MB // 20):
            key, body = secrets.token_hex(16), os.urandom(20 * 1024 * 1024)
            put(path_of(team.workspace_id, key), BytesIO(body))
            values = {"n": n, "size": len(body), "key": key, "workspace": team.workspace_id}
            connection.execute(FILE, values)


def memory_of(pid: int) -> int:
    """Return how many MB of memory of its own a process has."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("RssAnon:")), 0)


def export(team: Team, one: WorkerProcess) -> tuple[int, float]:
    """Ask for an export and wait for it; return how much memory its process took at most, and the seconds."""
    at_rest, most, begun = max(memory_of(pid) for pid in one.family()), 0, time.monotonic()
    assert team.alice.post(WORKSPACE).status_code == 303
    number = 0
    while not ready(team.alice):
        most = max([most, *(memory_of(pid) for pid in one.family())])
        number += 1
        team.alice.post("/acme/projects/WEB/tasks", {"title": f"Meanwhile {number}"})
        assert time.monotonic() - begun < 600, one.said[-3000:]
        time.sleep(0.2)
    return most - at_rest, time.monotonic() - begun


def opened(team: Team) -> Opened:
    id = ready(team.alice)[0]
    team.alice.post(f"{WORKSPACE}/{id}/fetching")
    with team.alice.get(f"{WORKSPACE}/{id}/file") as answer:
        return Opened(answer.data)


def test_a_large_workspace_in_little_memory_and_of_one_moment(environment: dict[str, str], tmp_path: Path) -> None:
    with instance(environment | {"FILES_FOLDER": str(tmp_path / "files")}) as own:
        team = own.assemble()
        fill(team)
        with worker(own.environment, tmp_path) as one:
            assert within(120, lambda: "primo-slow" in one.said)
            grown, seconds = export(team, one)
        archive = opened(team)
        rows = {kind.name: archive.rows(kind.name) for kind in KINDS}
        assert len(rows["tasks"]) >= TASKS
        counts = archive.manifest["workspace"]["kinds"]
        assert {name: len(lines) for name, lines in rows.items()} == {name: counts[name]["count"] for name in counts}
        ids = {row["id"] for row in rows["tasks"]}
        made = {row["subject_id"] for row in rows["history"] if row["kind"] == "task.created"}
        assert made == {row["id"] for row in rows["tasks"] if row["title"].startswith("Meanwhile")}, "of one moment"
        assert {row["task_id"] for row in rows["comments"]} <= ids
        for row in rows["files"]:
            assert archive.zip.getinfo(row["path"]).file_size == row["size"]
        size = sum(one.file_size for one in archive.zip.infolist()) // 1024**2
        print(f"{len(ids)} tasks, {len(rows['history'])} events, {size} MB: {seconds:.1f} s, {grown} MB of memory")
        assert grown <= MEMORY_MB


def test_a_killed_worker_is_followed_by_another(environment: dict[str, str], tmp_path: Path) -> None:
    with instance(environment | {"FILES_FOLDER": str(tmp_path / "files")}) as own:
        team = own.assemble()
        fill(team)
        with worker(own.environment, tmp_path) as one:
            assert within(120, lambda: "primo-slow" in one.said)
            team.alice.post(WORKSPACE)
            assert within(120, lambda: is_running(team))
            one.kill()
        begun = time.monotonic()
        with worker(own.environment, tmp_path) as another:
            assert within(180, lambda: bool(ready(team.alice))), another.said[-3000:]
        assert len(opened(team).rows("tasks")) == TASKS
        assert len(archives()) == 1
        print(f"ready {time.monotonic() - begun:.0f} s after a kill -9 half way")


def is_running(team: Team) -> bool:
    with in_workspace(team.workspace_id):
        done = db.session.scalar(text("select max(done) from exports where state = 'running'"))
    db.session.rollback()
    return bool(done)
