"""The doctor says in words what is wrong with a configuration and its surroundings, and what to do."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import redis
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from flask import Flask

from app.database import utcnow
from app.local.stores import Stores
from app.ops.doctor import surroundings
from app.ops.doctor.command import doctor
from app.ops.doctor.examination import examine, report
from app.ops.doctor.findings import Finding, Level
from app.ops.doctor.storing import examine_files
from app.ops.own_tls import warn_of_own_tls
from app.settings import load
from tests.attachments.bucket import running
from tests.ops.test_settings import GOOD, KEY
from tests.ports import free_port


@pytest.fixture
def sound(own_app: Flask, own_stores: Stores, tmp_path: Path) -> dict[str, str]:
    """A production environment on migrated stores; only those are of the quick kind."""
    stores = {"DATABASE_URL": own_stores.database, "REDIS_URL": own_stores.redis, "FILES_FOLDER": str(tmp_path)}
    return GOOD | stores | {"PROXY_HOPS": "1"}


def said(environ: dict[str, str], level: Level) -> list[str]:
    return [f"{one.about}: {one.words}" for one in examine(environ) if one.level is level]


def test_it_finds_nothing_but_the_quick_database_of_the_tests(sound: dict[str, str]) -> None:
    (fault,) = said(sound, Level.FAULT)
    assert fault.startswith("Database: has fsync, full_page_writes, synchronous_commit off")
    (warning,) = said(sound, Level.WARNING)
    assert warning.startswith("Mail: SMTP_URL is not set")


def test_the_place_of_files_is_tried(sound: dict[str, str], tmp_path: Path) -> None:
    about = [one.words for one in examine_files(load(sound))]
    assert (about, list(tmp_path.iterdir())) == ([f"are written to the folder {tmp_path}, read and removed."], [])
    [nowhere] = examine_files(load(sound | {"FILES_FOLDER": ""}))
    assert (nowhere.level, "Set FILES_FOLDER or FILES_BUCKET." in nowhere.words) == (Level.WARNING, True)
    (tmp_path / "a file").write_text("in the way")
    [fault] = examine_files(load(sound | {"FILES_FOLDER": str(tmp_path / "a file")}))
    assert (fault.level, "Check FILES_FOLDER" in fault.words) == (Level.FAULT, True)


def test_a_bucket_is_tried_too(sound: dict[str, str]) -> None:
    with running() as (bucket, address):
        mine = {"FILES_BUCKET": "files", "FILES_ENDPOINT": address, "FILES_KEY_ID": "key", "FILES_SECRET": "secret"}
        [fine] = examine_files(load(sound | mine))
        assert (fine.level, bucket.kept) == (Level.OK, {})
        [fault] = examine_files(load(sound | mine | {"FILES_KEY_ID": "another"}))
        assert (fault.level, "Check FILES_BUCKET" in fault.words) == (Level.FAULT, True)


def test_faults_of_the_settings_do_not_hide_those_of_the_stores(sound: dict[str, str]) -> None:
    faults = said(sound | {"SECRET_KEY": "weak", "DEBUG": "1", "REDIS_URL": "redis://127.0.0.1:1"}, Level.FAULT)
    assert [fault.split(" ")[0] for fault in faults] == ["Settings:", "Settings:", "Database:", "Redis:"]


def test_without_any_setting_it_names_what_is_missing() -> None:
    faults = said({}, Level.FAULT)
    assert [fault.split(" ")[1] for fault in faults] == ["DATABASE_URL", "SECRET_KEY", "REDIS_URL"]


def test_stores_that_are_away_are_named_with_their_setting(sound: dict[str, str]) -> None:
    away = {"DATABASE_URL": "postgresql://primo@127.0.0.1:1/primo", "REDIS_URL": "redis://127.0.0.1:1"}
    database, cache = said(sound | away, Level.FAULT)
    assert "Connection refused" in database
    assert "Check DATABASE_URL" in database
    assert "Check REDIS_URL" in cache


def test_a_superuser_and_old_tables_are_faults(sound: dict[str, str], own_stores: Stores) -> None:
    faults = said(sound | {"DATABASE_URL": own_stores.admin}, Level.FAULT)
    assert any("above the walls between workspaces" in fault for fault in faults)
    assert any("flask --app wsgi db upgrade" in fault for fault in faults)


def test_a_wall_that_was_taken_down_is_a_fault(sound: dict[str, str], own_stores: Stores) -> None:
    assert "Database: Row-level security stands between workspaces." in said(sound, Level.OK)
    with psycopg.connect(own_stores.owner, autocommit=True) as connection:
        connection.execute("alter table tasks no force row level security")
        try:
            assert any("the rows of every workspace in tasks." in one for one in said(sound, Level.FAULT))
        finally:
            connection.execute("alter table tasks force row level security")


def test_a_redis_that_throws_work_away_is_a_fault(sound: dict[str, str], own_stores: Stores) -> None:
    with redis.from_url(own_stores.redis) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
        try:
            assert any("(allkeys-lru)" in fault for fault in said(sound, Level.FAULT))
        finally:
            client.config_set("maxmemory-policy", "noeviction")


def test_a_role_with_few_connections_is_a_warning(sound: dict[str, str], own_stores: Stores) -> None:
    with psycopg.connect(own_stores.admin, autocommit=True) as connection:
        connection.execute("alter role primo_app connection limit 11")
        try:
            warnings = said(sound, Level.WARNING)
            assert any("allows 11 connections" in one and "ask for 16" in one for one in warnings)
            assert not any("connections" in one for one in said(sound | {"WEB_CONCURRENCY": "1"}, Level.WARNING))
        finally:
            connection.execute("alter role primo_app connection limit -1")


def test_clocks_that_differ_are_a_warning(sound: dict[str, str]) -> None:
    with time_machine.travel(utcnow() + timedelta(seconds=40)):
        assert any("clock differs from this machine’s by 40 seconds" in one for one in said(sound, Level.WARNING))


@pytest.mark.parametrize(
    ("changes", "level", "words"),
    [
        ({"PUBLIC_URL": ""}, Level.FAULT, "PUBLIC_URL is not set"),
        ({"PUBLIC_URL": "http://localhost:8000"}, Level.FAULT, "which nobody else can open"),
        ({"PUBLIC_URL": "http://tasks.lan"}, Level.WARNING, "is not https"),
        ({"PROXY_HOPS": "0"}, Level.WARNING, "PROXY_HOPS is 0"),
        ({"PROXY_HOPS": "3"}, Level.WARNING, "PROXY_HOPS is 3"),
        ({"SMTP_URL": "smtp://127.0.0.1:1"}, Level.FAULT, "does not take us in: [Errno 111]"),
    ],
)
def test_addresses_and_mail(changes: dict[str, str], level: Level, words: str) -> None:
    stores_away = {"DATABASE_URL": "postgresql://primo@127.0.0.1:1/primo", "REDIS_URL": "redis://127.0.0.1:1"}
    assert any(words in one for one in said(GOOD | {"PROXY_HOPS": "1"} | stores_away | changes, level))


@pytest.fixture
def mail_server() -> Iterator[str]:
    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://{controller.hostname}:{controller.port}"
    controller.stop()


def test_a_mail_server_that_answers_is_well(mail_server: str) -> None:
    assert [one.level for one in surroundings.examine_mail(mail_server, is_production=True)] == [Level.OK]


def test_a_full_disk_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(surroundings.examine_disk(tmp_path)) == []
    monkeypatch.setattr(surroundings, "SCARCE", shutil.disk_usage(tmp_path).total)
    (finding,) = surroundings.examine_disk(tmp_path)
    assert "MB left" in finding.words


def test_the_command_ends_with_1_only_where_there_are_faults(own_app: Flask, sound: dict[str, str]) -> None:
    runner = own_app.test_cli_runner(env=sound)
    result = runner.invoke(doctor)
    assert result.exit_code == 1
    assert "1 fault, 1 warning." in result.output
    assert report([Finding(Level.WARNING, "Disk", "is small.")]).endswith("0 faults, 1 warning.")
    assert report([]).endswith("Everything is as it should be.")


def test_the_key_of_the_examples_here_is_one_that_production_takes() -> None:
    assert load(GOOD).secret_key == KEY


def test_it_says_what_is_lost_where_gunicorn_speaks_tls_itself(sound: dict[str, str]) -> None:
    assert not [one for one in said(sound, Level.WARNING) if one.startswith("TLS")]
    own = sound | {"GUNICORN_CMD_ARGS": "--certfile /etc/primo.pem --keyfile=/etc/primo.key"}
    found = [one for one in said(own, Level.WARNING) if one.startswith("TLS")]
    assert len(found) == 1
    assert "Let a proxy in front speak TLS instead" in found[0]


@pytest.mark.parametrize("is_ssl", [True, False])
def test_so_does_the_start(is_ssl: bool, capsys: pytest.CaptureFixture[str]) -> None:
    warn_of_own_tls(is_ssl)
    assert ("gunicorn speaks TLS itself" in capsys.readouterr().err) is is_ssl
