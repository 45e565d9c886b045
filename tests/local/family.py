"""A Primo started the way `make run` does, and a look at what it leaves behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from app.local.folders import CHECKOUT
from tests.ports import free_port


class Outsider(NamedTuple):
    """What to put before a command to run it as a normal user, and that user's own folder."""

    prefix: tuple[str, ...]
    folder: Path


class Family:
    """A supervisor and everything it started, told apart from others by the data folder they were given."""

    def __init__(self, data: Path, prefix: tuple[str, ...] = ()) -> None:
        self.data = data
        self.port = free_port()
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "app.local"],
            cwd=CHECKOUT,
            env=environment(data, self.port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def get(self, path: str) -> str:
        """Fetch a page as soon as the server answers; fails if the supervisor ends first."""
        deadline = time.monotonic() + 300
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                    return str(answer.read().decode())
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(self.end(signal.SIGKILL)) from None
                time.sleep(0.05)

    def end(self, number: signal.Signals) -> str:
        """Send a signal to the supervisor alone and return all it said."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=180)
        return str(said)

    def members(self) -> dict[int, str]:
        """Return the living processes of this family, with the command of each."""
        return {pid: words for pid, words in commands().items() if str(self.data) in words}

    def child(self, name: str) -> int:
        """Return the process of that name which the supervisor itself started; its own children have it too."""
        (found,) = (pid for pid, words in self.members().items() if name in words and parent(pid) == self.process.pid)
        return found

    def gone(self, patience: float = 60.0) -> bool:
        """Return whether every process of this family is gone within the patience."""
        return within(patience, lambda: not self.members())


@contextmanager
def family(data: Path, prefix: tuple[str, ...] = ()) -> Iterator[Family]:
    """Start a family, and end whatever is left of it afterwards."""
    started = Family(data, prefix)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.end(signal.SIGTERM)
        for pid in started.members():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def within(patience: float, true: Callable[[], bool]) -> bool:
    """Return whether something comes true within so many seconds."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def environment(data: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {**kept, "PRIMO_DATA": str(data), "PORT": str(port), "HOST": "127.0.0.1"}


def refusal(data: Path, port: int | None = None, prefix: tuple[str, ...] = ()) -> str:
    """Start a Primo that cannot run and return the one line it says."""
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "app.local"],
        cwd=CHECKOUT,
        env=environment(data, port or free_port()),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


def parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # It has just ended.
        return None


def commands() -> dict[int, str]:
    """Return every living process we may look into: its command line and its PRIMO_DATA."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
            settings = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        data = [setting for setting in settings if setting.startswith(b"PRIMO_DATA=")]
        if words:  # The dead have none.
            found[int(folder.name)] = b" ".join([words, *data]).decode(errors="replace")
    return found
