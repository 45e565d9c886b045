"""The stores tests and `make run` stand on: private, plain-roled, and gone with their owner."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from app.local import accounts, children, postgres, stores, watchdog
from tests.local.family import within


def test_one_role_owns_the_tables_and_another_serves_and_neither_is_superuser() -> None:
    with stores.running(with_valkey=False) as urls, psycopg.connect(urls.owner) as connection:
        row = "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(row).fetchone() == ("primo", False, False, False)
        assert connection.execute("SELECT upper('grüße')").fetchone() == ("GRÜßE",)
        with psycopg.connect(urls.database) as serving:
            assert serving.execute(row).fetchone() == ("primo_app", False, False, False)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                serving.execute("CREATE TABLE own (id int)")


def test_only_the_socket_leads_to_the_stores_and_only_for_their_owner() -> None:
    with stores.running() as urls:
        assert urls.sockets.stat().st_mode & 0o077 == 0
        with psycopg.connect(urls.admin) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        with redis.from_url(urls.redis) as client:
            assert client.config_get("port") == {"port": "0"}
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_a_temporary_folder_is_gone_afterwards() -> None:
    with stores.running() as urls:
        folder = urls.sockets.parent
        assert urls.create_database("another").endswith(f"/another?host={urls.sockets}")
    assert not folder.exists()


def test_a_data_folder_with_a_path_too_long_for_sockets_works_too(data: Path) -> None:
    with (
        stores.running(data / ("deep" * 30), with_postgres=False) as urls,
        redis.from_url(urls.redis) as client,
    ):
        assert client.ping()
        assert urls.sockets.stat().st_mode & 0o077 == 0
    assert not urls.sockets.exists()


def test_a_store_that_was_stopped_starts_again_with_its_data() -> None:
    with stores.running(with_postgres=False, durable=True) as urls, redis.from_url(urls.redis) as client:
        client.set("word", "kept")
        assert urls.valkey
        urls.valkey.stop()
        with pytest.raises(redis.ConnectionError):
            client.get("word")
        urls.valkey.start()
        assert children.wait_until(lambda: answer(client) == b"kept", urls.valkey, patience=60)


def answer(client: "redis.Redis") -> object:
    try:
        return client.get("word")
    except redis.ConnectionError:
        return None


def test_the_watchdog_alone_ends_a_whole_group_when_its_owner_goes() -> None:
    words = "import subprocess, time; subprocess.Popen(['sleep', '600']); print('up', flush=True); time.sleep(600)"
    group = subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE, start_new_session=True)
    assert group.stdout
    group.stdout.readline()
    guard = subprocess.Popen([sys.executable, watchdog.__file__], stdin=subprocess.PIPE, text=True)
    guard.communicate(f"+{group.pid} 15\n", timeout=60)
    assert group.wait(timeout=60) == -15
    assert within(60, lambda: not watchdog.lives(group.pid))


def test_process_ids_left_by_a_crash_and_since_given_to_another_program_do_not_stop_the_start(data: Path) -> None:
    with stores.running(data, with_valkey=False) as urls:
        files = (data / "18" / "postmaster.pid", urls.sockets / ".s.PGSQL.5432.lock")
        left = [file.read_text().splitlines()[1:] for file in files]
    account = accounts.store_account()
    stranger = subprocess.Popen(["sleep", "600"], cwd="/", **accounts.identity(account))
    for file, lines in zip(files, left, strict=True):
        file.write_text("\n".join([str(stranger.pid), *lines, ""]))
    try:
        with stores.running(data, with_valkey=False) as urls, psycopg.connect(urls.database) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        stranger.kill()
        stranger.wait()


def test_after_a_kill_what_was_at_work_does_not_keep_the_database_away() -> None:
    with stores.running(with_valkey=False) as urls:
        assert urls.postgres
        busy = psycopg.connect(urls.owner, options="-c statement_timeout=300s")
        busy.pgconn.send_query(b"DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$")
        assert within(60, lambda: is_at_work(urls.admin))
        urls.postgres.process.kill()
        urls.postgres.process.wait()
        urls.postgres.start()
        assert children.wait_until(lambda: postgres.answers(urls.sockets), urls.postgres, patience=120)
        busy.close()


def is_at_work(admin: str) -> bool:
    with psycopg.connect(admin) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND usename = 'primo'"
        return connection.execute(asked).fetchone() == (1,)
