"""`make run`: stores, migrations, web server and worker as one family that lives and ends together."""

import http.client
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.local import folders, postgres, stores, valkey
from app.local.address import Address
from app.local.children import Child, Program, wait_until
from app.local.environment import local_environment
from app.local.faults import Fault
from app.local.keeper import Keeper
from app.local.migrating import migrate
from app.local.sockets import socket_folder
from app.local.terminal import say

OWNER = "DATABASE_OWNER_URL"
ADDRESS = "address"
"""The file of the data folder that says where the running Primo is."""


def run() -> None:
    """Serve Primo on HOST and PORT until a signal says stop."""
    address = Address.from_environment()
    with prepared() as (env, children), ExitStack() as stack:
        env |= {"HOST": address.host, "PORT": str(address.port)}
        env["PUBLIC_URL"] = env.get("PUBLIC_URL") or address.url
        env.pop(OWNER)  # what serves has no use for it
        if importlib.util.find_spec("app.worker"):
            children.append(stack.enter_context(_running("worker", ("-m", "app.worker"), env)))
        web = stack.enter_context(_running("web", ("-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"), env))
        children.append(web)
        if not wait_until(lambda: _is_healthy(address), web, patience=180):
            raise Fault("The web server does not start. Its last words are above.")
        stack.enter_context(announced(env))
        Keeper(children).keep()


@contextmanager
def announced(env: dict[str, str]) -> Iterator[None]:
    """Say where Primo is, to the person at the terminal and to `joined`."""
    url, note = env["PUBLIC_URL"], Path(env["PRIMO_DATA"]) / ADDRESS
    mails = "" if env.get("SMTP_URL") else f"  Mails it would send: {url}/local/mails\n"
    say(
        f"Primo is running at {url}. Ctrl-C stops it.\n{mails}"
        f"  Its data: {env['PRIMO_DATA']}\n  Something to look at: make demo, in a second terminal"
    )
    note.write_text(url, encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


@contextmanager
def prepared() -> Iterator[tuple[dict[str, str], list[Child]]]:
    """Run the stores that no address was given for, migrate, and give the environment for everything else."""
    folder = folders.default_data()
    database, redis = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    owner = os.environ.get(OWNER, "")
    with ExitStack() as stack:
        children: list[Child] = []
        if not (database and redis):
            running = stores.running(folder, durable=True, with_postgres=not database, with_valkey=not redis)
            urls = stack.enter_context(running)
            owner = owner if database else urls.owner
            database, redis = database or urls.database, redis or urls.redis
            children += urls.children
        else:
            folders.DataFolder.prepare(folder, for_stores=False)
        env = local_environment(folder, database, redis) | {OWNER: owner}
        migrate(env, folders.DataFolder(folder, None).log("migrate"))
        yield env, children


@contextmanager
def joined() -> Iterator[dict[str, str]]:
    """Give the environment of the Primo that runs on this data folder, or run its stores for the block."""
    folder = folders.DataFolder.prepare(folders.default_data())
    if folder.is_locked():
        sockets = socket_folder(folder)
        env = local_environment(folder.path, postgres.url(sockets, postgres.SERVES), valkey.url(sockets))
        env[OWNER] = postgres.url(sockets)
        note = folder.path / ADDRESS
        yield env | ({"PUBLIC_URL": note.read_text(encoding="utf-8")} if note.exists() else {})
        return
    with prepared() as (env, _):
        yield env


@contextmanager
def _running(name: str, arguments: tuple[str, ...], env: dict[str, str]) -> Iterator[Child]:
    child = Child(Program(name, (sys.executable, *arguments), env=env, cwd=folders.CHECKOUT))
    try:
        yield child
    finally:
        child.stop()


def _is_healthy(address: Address) -> bool:
    connection = http.client.HTTPConnection(address.near, address.port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
