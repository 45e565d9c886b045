"""`make run` serves pages until it is asked to stop, starts again what dies, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from app.local import postgres
from app.local.folders import CHECKOUT
from app.local.supervisor import ADDRESS
from tests.local.family import Family, Outsider, environment, family, within
from tests.ports import free_port


def test_a_started_primo_serves_pages_knows_its_commands_and_ends_without_a_trace(data: Path) -> None:
    with family(data) as primo:
        primo.get("/health")
        assert within(60, (data / ADDRESS).exists)
        words = [sys.executable, "-m", "app.local", "flask", "doctor"]
        beside = environment(data, free_port())
        said = subprocess.run(words, cwd=CHECKOUT, env=beside, capture_output=True, text=True, check=False).stdout
        assert f"Address: http://localhost:{primo.port}" in said
        assert "PostgreSQL 18" in said
        assert "The role primo_app serves and owns nothing" in said
        primo.get("/ready")
        with psycopg.connect(postgres.url(data / "run", "postgres")) as connection:
            others = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'primo' AND pid <> pg_backend_pid()"
            assert connection.execute(others).fetchall() == [("primo_app",)]
        check_life_and_end(primo)


def test_a_normal_user_can_do_the_same(outsider: Outsider) -> None:
    prefix, folder = outsider
    with family(folder, prefix) as primo:
        check_life_and_end(primo)
        assert (folder / "secret-key").stat().st_mode & 0o077 == 0


def check_life_and_end(primo: Family) -> None:
    assert "status" in primo.get("/health")
    running = " ".join(primo.members().values())
    assert "/postgres -D" in running
    assert "valkey" in running
    assert "gunicorn" in running
    assert within(60, (primo.data / ADDRESS).exists)
    said = primo.end(signal.SIGINT)
    assert primo.process.returncode == 0
    assert not (primo.data / ADDRESS).exists()
    assert f"Primo is running at http://localhost:{primo.port}." in said
    assert f"http://localhost:{primo.port}/local/mails" in said
    assert "Traceback" not in said
    assert primo.gone()


def test_after_a_kill_nothing_stays_behind_and_a_start_right_away_has_the_data(data: Path) -> None:
    with family(data) as killed:
        killed.get("/health")
        with psycopg.connect(postgres.url(data / "run")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        orphans = killed.members()
        killed.end(signal.SIGKILL)
        with family(data) as next_one:
            next_one.get("/health")
            with psycopg.connect(postgres.url(data / "run")) as connection:
                assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
            assert within(60, lambda: not orphans.keys() & next_one.members().keys())


def test_a_killed_web_server_and_a_killed_database_are_started_again(data: Path) -> None:
    with family(data) as primo:
        primo.get("/health")
        for name in ("gunicorn", "/postgres -D"):
            os.kill(primo.child(name), signal.SIGKILL)
        with psycopg.connect(wait_for_database(data)) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("primo",)
        assert "status" in primo.get("/health")
        said = primo.end(signal.SIGTERM)
        assert "web stopped (SIGKILL); starting it again" in said
        assert "PostgreSQL stopped (SIGKILL); starting it again" in said


def wait_for_database(data: Path) -> str:
    assert within(180, lambda: postgres.answers(data / "run"))
    return postgres.url(data / "run")
