"""PostgreSQL clusters on disk: which version wrote them, how one is made, whether a server holds one."""

import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from app.local.accounts import identity
from app.local.faults import Fault, from_log, from_os_error
from app.local.folders import DataFolder
from app.local.processes import end_orphans, list_commands
from app.local.programs import MAJOR, postgres_programs
from app.local.terminal import complain

_LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


def check_version(folder: DataFolder) -> None:
    """Refuse data of another major version, naming the command that carries it over."""
    found = list_clusters(folder.path)
    if MAJOR in found.values():
        return
    for place, major in found.items():
        if major > MAJOR:
            raise Fault(f"{place} was written by PostgreSQL {major}; this Primo has {MAJOR}. Update Primo.")
        raise Fault(
            f"{place} holds data of PostgreSQL {major}; this Primo has {MAJOR}. Carry it over with: make carry-over"
        )


def list_clusters(folder: Path) -> dict[Path, int]:
    """Return the clusters in a data folder with the major version that wrote each, newest first."""
    found = {}
    for file in folder.glob("*/PG_VERSION"):
        major = file.read_text(encoding="ascii").strip()
        if file.parent.name.isdigit() and major.isdigit():
            found[file.parent] = int(major)
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def create_cluster(folder: DataFolder, *, durable: bool, name: str = str(MAJOR), major: int = MAJOR) -> Path:
    """Make a cluster beside its place and move it there whole, so that a broken start leaves no half."""
    draft = folder.path / f"{name}.new"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        folder.give(draft)
    except OSError as error:
        raise from_os_error(error, draft) from None
    argv = [str(postgres_programs(major) / "initdb"), "-D", str(draft), "-U", "postgres", "--auth=trust"]
    argv += _LOCALE if major >= 17 else ("--encoding=UTF8", "--locale=C")
    argv += [] if durable else ["--no-sync"]
    made = run(folder, argv)
    if made.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise from_log(made.stdout, "PostgreSQL does not start", folder.path)
    (draft / "pg_hba.conf").write_text("local all all trust\n", encoding="ascii")
    return draft.rename(folder.path / name)


def run(folder: DataFolder, argv: list[str]) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs to its end, as the stores' account."""
    return subprocess.run(
        argv,
        env=plain_environment(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **identity(folder.account),
    )


def make_way(cluster: Path, sockets: Path) -> None:
    """Let a server that was orphaned a moment ago finish, and clear away what one that is long gone has left.

    The folder's lock is ours, so a process id left in its files is either that orphan or has since been given to
    something else, which PostgreSQL would mistake for a running server.
    """
    _wait_for_predecessor(cluster)
    if left := end_orphans(cluster_name(cluster)):
        complain(f"A killed PostgreSQL left processes at work, beside which none may start: ended {left}.")
    for file in (cluster / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        file.unlink(missing_ok=True)


def _wait_for_predecessor(cluster: Path, patience: float = 30.0) -> None:
    file = cluster / "postmaster.pid"
    deadline = time.monotonic() + patience
    while file.exists():
        first = file.read_text(errors="replace").split("\n", 1)[0]
        if not first.isdigit() or not _is_server(int(first), cluster):
            return
        if time.monotonic() > deadline:
            raise Fault(f"PostgreSQL is already running on {cluster} (process {first}). Stop it first.")
        time.sleep(0.1)


def _is_server(pid: int, cluster: Path) -> bool:
    return str(cluster) in list_commands().get(pid, "")


def cluster_name(cluster: Path) -> str:
    """Return the name by which the processes of a cluster are told from those of others."""
    return f"primo-{hashlib.sha256(str(cluster).encode()).hexdigest()[:16]}"


def plain_environment() -> dict[str, str]:
    """Return our environment without what would steer PostgreSQL's programs elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}
