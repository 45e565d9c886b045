"""Carries the data of an older PostgreSQL into the version Primo runs now."""

import shutil
import tempfile
from pathlib import Path

from app.local import clusters, postgres
from app.local.faults import Fault, from_log
from app.local.folders import DataFolder
from app.local.programs import MAJOR, postgres_programs
from app.local.sockets import socket_folder
from app.local.terminal import say


def carry_over(path: Path) -> None:
    """Dump the old cluster and load it into a new one; the old one stays, named for its version."""
    folder = DataFolder.prepare(path)
    with folder.locked():
        found = clusters.list_clusters(path)
        older = {place: major for place, major in found.items() if major < MAJOR}
        if MAJOR in found.values() or not older:
            raise Fault(f"There is nothing to carry over in {path}.")
        old, major = next(iter(older.items()))
        postgres_programs(major)
        if old.name != str(major):
            old = old.rename(path / str(major))
        say(f"Carrying {old} over from PostgreSQL {major} to {MAJOR} …")
        _copy(folder, old, major)
        say(f"Done. {path / str(MAJOR)} is ready; {old} is kept until you remove it.")


def _copy(folder: DataFolder, old: Path, major: int) -> None:
    sockets = socket_folder(folder)
    draft = folder.path / f"{MAJOR}-carried"
    shutil.rmtree(draft, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder.path) as name:
        folder.give(Path(name))
        dump = str(Path(name) / "dump")
        with postgres.serving(folder, old, sockets, durable=True, major=major):
            _run(folder, "pg_dump", "-Fc", "-f", dump, postgres.url(sockets, "postgres"))
        clusters.create_cluster(folder, durable=True, name=draft.name)
        with postgres.serving(folder, draft, sockets, durable=True):
            postgres.create_database(sockets)
            loaded = postgres.url(sockets, "postgres")
            _run(folder, "pg_restore", "--no-owner", "--role=primo", "--exit-on-error", "-d", loaded, dump)
    draft.rename(folder.path / str(MAJOR))


def _run(folder: DataFolder, program: str, *arguments: str) -> None:
    done = clusters.run(folder, [str(postgres_programs() / program), *arguments])
    if done.returncode != 0:
        raise from_log(done.stdout, f"{program} failed", folder.path)
