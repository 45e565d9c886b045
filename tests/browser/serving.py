"""The product as it is deployed, for browsers: gunicorn as we configure it, and the worker where a test needs it."""

import os
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError

from app.local.children import Child, Program, wait_until
from app.local.folders import CHECKOUT
from tests.patience import patient
from tests.ports import free_port

PATIENCE = 120.0  # seconds until it answers


@contextmanager
def running(environment: Mapping[str, str]) -> Iterator[str]:
    """Serve until the block ends; gives the address."""
    address = f"http://localhost:{free_port()}"
    env = {**os.environ, **environment, "PUBLIC_URL": address, "HOST": "127.0.0.1", "PORT": address.rpartition(":")[2]}
    env |= {"WEB_CONCURRENCY": "1", "WEB_THREADS": "4", "REDIS_URL": patient(environment["REDIS_URL"])}
    with ExitStack() as stack:
        log = Path(stack.enter_context(tempfile.NamedTemporaryFile(prefix="primo-web-", suffix=".log")).name)
        web = start("web", ("gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"), env, log)
        stack.callback(web.stop)
        if not wait_until(lambda: answers(f"{address}/health"), web, PATIENCE):
            raise RuntimeError(f"The server did not start:\n{log.read_text()}")
        yield address


@contextmanager
def working(environment: Mapping[str, str], address: str) -> Iterator[None]:
    """Run the worker until the block ends, and no longer: it would take part in every test that follows."""
    with tempfile.NamedTemporaryFile(prefix="primo-worker-", suffix=".log") as log:
        env = {**os.environ, **environment, "PUBLIC_URL": address}
        worker = start("worker", ("app.worker",), env, Path(log.name))
        try:
            yield
        finally:
            worker.stop()


def start(name: str, module: tuple[str, ...], env: Mapping[str, str], log: Path) -> Child:
    return Child(Program(name=name, argv=(sys.executable, "-m", *module), env=env, cwd=CHECKOUT, log=log))


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (URLError, OSError):
        return False
