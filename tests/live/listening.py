"""Somebody who listens to a stream, as a browser does, and the server they listen to."""

from __future__ import annotations

import json
import os
import queue
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import httpx

from app.local.children import Child, wait_until
from tests.browser.serving import PATIENCE, answers, start
from tests.cast import Person
from tests.patience import patient
from tests.ports import free_port

Message = tuple[str, dict[str, Any]]
SOON = 30.0
"""Seconds for what comes at once, on a machine that runs everything else besides; nothing comes by itself so soon."""


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[tuple[str, Child]]:
    """Serve with one web process for the block; gives its address and the process."""
    address = f"http://127.0.0.1:{free_port()}"
    env = {**os.environ, **environment, "PUBLIC_URL": address, "HOST": "127.0.0.1", "PORT": address.rpartition(":")[2]}
    with tempfile.NamedTemporaryFile(prefix="primo-web-", suffix=".log") as log:
        command = ("gunicorn", "-c", "gunicorn.conf.py", "wsgi:app")
        child = start(
            "web",
            command,
            env | {"WEB_CONCURRENCY": "1", "REDIS_URL": patient(environment["REDIS_URL"])},
            Path(log.name),
        )
        try:
            assert wait_until(lambda: answers(f"{address}/health"), child, PATIENCE), Path(log.name).read_text()
            yield address, child
        finally:
            child.stop()


class Listener:
    """One open stream; `next` gives what was said, by name, but no beats: ("message", {"v": 3, …})."""

    address: ClassVar[str]
    open: ClassVar[list[Listener]] = []

    def __init__(self, person: Person, workspace: str = "acme") -> None:
        self.heard: queue.Queue[Message | None] = queue.Queue()
        self.client = httpx.Client(base_url=self.address, cookies={"primo_session": person.token}, timeout=30)
        self.status = 0
        began = threading.Event()
        threading.Thread(target=self.read, args=(f"/{workspace}/stream", began), daemon=True).start()
        began.wait(PATIENCE)
        Listener.open.append(self)

    def read(self, path: str, began: threading.Event) -> None:
        try:
            with self.client.stream("GET", path) as answer:
                self.status, self.headers = answer.status_code, answer.headers
                began.set()
                name = "message"
                for line in answer.iter_lines():
                    field, _, value = line.partition(": ")
                    if field == "event":
                        name = value
                    elif field == "data":
                        if name != "beat":
                            self.heard.put((name, json.loads(value)))
                        name = "message"
        except httpx.TransportError:
            pass
        finally:
            began.set()
            self.heard.put(None)

    def next(self, patience: float = SOON) -> Message | None:
        """Return what is said next, or None where the stream has ended; queue.Empty where nothing is said in time."""
        return self.heard.get(timeout=patience)

    def said(self) -> list[Message | None]:
        """Return everything that has been said by now, and a moment later."""
        found = []
        while True:
            try:
                found.append(self.next(0.3))
            except queue.Empty:
                return found

    def rest(self) -> list[Message]:
        """Return everything that is said until the stream ends."""
        return list(iter(self.next, None))

    @classmethod
    def close_all(cls) -> None:
        while cls.open:
            cls.open.pop().client.close()
