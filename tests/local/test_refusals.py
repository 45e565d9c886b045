"""What cannot work is said in one line that tells what to do."""

import errno
import os
import socket
from pathlib import Path

import psycopg

from app.local import clusters, postgres, stores
from app.local.carry_over import carry_over
from app.local.faults import from_log, from_os_error
from app.local.folders import DataFolder
from app.local.sockets import socket_folder
from tests.local.family import Outsider, refusal


def test_a_taken_port_is_named_with_a_free_one(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refusal(data, port)
    assert line.startswith(f"primo: Port {port} is taken. Try: PORT=")
    assert line.endswith(" make run")


def test_a_data_folder_one_may_not_write_to_is_named(outsider: Outsider) -> None:
    prefix, folder = outsider
    folder.chmod(0o500)
    line = refusal(folder, prefix=prefix)
    assert f"Cannot write to {folder} (permission denied)" in line
    assert "PRIMO_DATA=" in line


def test_a_folder_in_use_is_left_alone(data: Path) -> None:
    with stores.running(data):
        line = refusal(data)
    assert f"Primo is already running on {data} (process {os.getpid()})" in line


def test_a_full_disk_is_called_full_whoever_meets_it_first() -> None:
    place = Path("/somewhere")
    ours = from_os_error(OSError(errno.ENOSPC, "No space left on device"), place)
    postgresqls = from_log(
        "FATAL:  could not write lock file: No space left on device\n", "PostgreSQL does not start", place
    )
    assert (
        str(ours)
        == str(postgresqls)
        == ("The disk of /somewhere is full. Free some space and start again; nothing saved is lost.")
    )


def test_data_of_an_older_postgresql_is_refused_and_the_named_command_carries_it_over(data: Path) -> None:
    folder = DataFolder.prepare(data)
    old = clusters.create_cluster(folder, durable=False, name="16", major=16)
    with postgres.serving(folder, old, socket_folder(folder), durable=False, major=16):
        with psycopg.connect(postgres.create_database(socket_folder(folder))) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'Grüße' AS words")
    line = refusal(data)
    assert f"{old} holds data of PostgreSQL 16; this Primo has 18. Carry it over with: make carry-over" in line

    carry_over(data)

    with stores.running(data) as urls, psycopg.connect(urls.owner) as connection:
        assert connection.execute("SELECT words FROM kept").fetchone() == ("Grüße",)
        owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'kept'"
        assert connection.execute(owner).fetchone() == ("primo",)
    assert (old / "PG_VERSION").read_text().strip() == "16"


def test_data_of_a_newer_postgresql_asks_for_a_newer_primo(data: Path) -> None:
    (data / "99").mkdir()
    (data / "99" / "PG_VERSION").write_text("99\n")
    assert "was written by PostgreSQL 99; this Primo has 18. Update Primo." in refusal(data)
