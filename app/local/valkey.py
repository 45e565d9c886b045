"""The embedded Valkey (a Redis server): one append-only file in the data folder, on a private socket only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from app.local.children import Child, Program, wait_until
from app.local.faults import from_log
from app.local.folders import DataFolder
from app.local.programs import valkey_program


def url(sockets: Path) -> str:
    return f"unix://{sockets / 'valkey.sock'}?db=0"


@contextmanager
def running(folder: DataFolder, sockets: Path, *, durable: bool) -> Iterator[Child]:
    """Run Valkey; nothing is evicted, and unless it is for tests nothing is forgotten."""
    log = folder.log("valkey")
    start = log.stat().st_size if log.exists() else 0
    options = {
        "port": "0",
        "unixsocket": str(sockets / "valkey.sock"),
        "unixsocketperm": "700",
        "dir": str(folder.private("valkey")),
        "appendonly": "yes" if durable else "no",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    words = (word for name, value in options.items() for word in (f"--{name}", value))
    argv = (str(valkey_program()), *words)
    child = Child(Program("Valkey", argv, cwd=Path("/"), account=folder.account, log=log))
    try:
        if not wait_until(lambda: _answers(url(sockets)), child, patience=180):
            raise from_log(log.read_bytes()[start:].decode(errors="replace"), "Valkey does not start", folder.path)
        yield child
    finally:
        child.stop()


def _answers(address: str) -> bool:
    try:
        with redis.from_url(address, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
