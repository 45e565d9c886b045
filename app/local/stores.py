"""A real PostgreSQL 18 and a real Valkey, out of Python wheels, as children of this process.

    with stores.running() as urls:                      # for tests: temporary, quick, forgotten afterwards
        urls.database   # postgresql://primo_app@/primo?host=…   a role that reads and writes rows, once they migrated
        urls.owner      # the same of the role `primo`: owns all tables, is never superuser
        urls.redis      # unix:///…/valkey.sock?db=0         (the limits library wants redis+unix://… instead)
        urls.admin      # the superuser `postgres` on the database `postgres`
        urls.create_database("primo_gw1")               # the address of one more database owned by `primo`
        urls.postgres, urls.valkey                      # Child: .stop(), .start(), .is_running, .process.pid

    with stores.running(folder, durable=True) as urls:  # for `make run`: kept, fsynced, locked

Start them from the main thread. Whatever cannot work raises Fault, whose text is one line for people.
As root the stores run as another user; a `folder` given must then be reachable for every user (pytest's
tmp_path is not; leave the folder out). SQLAlchemy needs postgresql+psycopg://, as for any address.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.local import folders, postgres, valkey
from app.local.children import Child
from app.local.faults import Fault
from app.local.sockets import socket_folder

__all__ = ["Fault", "Stores", "running"]


@dataclass(frozen=True)
class Stores:
    database: str
    owner: str
    redis: str
    admin: str
    sockets: Path
    postgres: Child | None
    valkey: Child | None

    def create_database(self, name: str) -> str:
        """Make one more database owned by the role `primo` and return its address."""
        return postgres.create_database(self.sockets, name)

    @property
    def children(self) -> list[Child]:
        return [child for child in (self.postgres, self.valkey) if child]


@contextmanager
def running(
    folder: Path | None = None, *, durable: bool = False, with_postgres: bool = True, with_valkey: bool = True
) -> Iterator[Stores]:
    """Run the stores in `folder`, or in a temporary one, until the block ends."""
    with ExitStack() as stack:
        data = folders.DataFolder.prepare(folder or stack.enter_context(folders.temporary()))
        stack.enter_context(data.locked())
        sockets = socket_folder(data)
        if sockets.parent != data.path:
            stack.callback(shutil.rmtree, sockets, ignore_errors=True)
        database = postgres.running(data, sockets, durable=durable)
        redis = valkey.running(data, sockets, durable=durable)
        yield Stores(
            database=postgres.url(sockets, postgres.SERVES),
            owner=postgres.url(sockets),
            redis=valkey.url(sockets),
            admin=postgres.url(sockets, "postgres", "postgres"),
            sockets=sockets,
            postgres=stack.enter_context(database) if with_postgres else None,
            valkey=stack.enter_context(redis) if with_valkey else None,
        )
