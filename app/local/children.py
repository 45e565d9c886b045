"""Child processes that never outlive this one, however it ends.

Linux signals a child when its parent dies; everywhere a small watchdog process ends whole process groups once
the pipe to it closes. Start children from the main thread: for Linux the parent is the thread.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from app.local.accounts import Account, identity

_SET_DEATH_SIGNAL = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """How to start and stop one kind of child.

    `patience` is the seconds it has to stop by itself, `first` what comes before each start.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: Path | None = None
    account: Account | None = None
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM
    patience: float = 8.0
    first: Callable[[], None] = lambda: None


class Child:
    """A running program; `start` again after it has ended."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.name = program.name
        self.start()

    def start(self) -> None:
        program = self.program
        program.first()
        output = program.log.open("ab") if program.log else None
        try:
            self.process = subprocess.Popen(
                program.argv,
                env=program.env,
                cwd=program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_tie_to(os.getpid(), program.orphan_signal),
                **identity(program.account),
            )
        finally:
            if output:
                output.close()
        _tell_watchdog(f"+{self.process.pid} {int(program.orphan_signal)}")

    @property
    def is_running(self) -> bool:
        if self.process.poll() is None:
            return True
        _tell_watchdog(f"-{self.process.pid}")
        return False

    def stop(self) -> None:
        """Ask the program to end, wait for it, and leave nothing of its process group."""
        if self.is_running:
            self.process.send_signal(self.program.stop_signal)
            try:
                self.process.wait(self.program.patience)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self.process.wait()
        _tell_watchdog(f"-{self.process.pid}")


def wait_until(ready: Callable[[], bool], child: Child, patience: float) -> bool:
    """Return whether `ready` came true before the child ended or the patience did."""
    deadline = time.monotonic() + patience
    while child.is_running and time.monotonic() < deadline:
        if ready():
            return True
        time.sleep(0.03)
    return False


def _tie_to(parent: int, orphan_signal: signal.Signals) -> Callable[[], None] | None:
    """Run after the change of user, which would clear the death signal."""
    if _LIBC is None:
        return None
    libc = _LIBC

    def tie() -> None:
        libc.prctl(_SET_DEATH_SIGNAL, int(orphan_signal))
        if os.getppid() != parent:
            os._exit(1)

    return tie


@cache
def _watchdog(owner: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, "-I", "-S", str(Path(__file__).with_name("watchdog.py"))),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def _tell_watchdog(line: str) -> None:
    pipe = _watchdog(os.getpid()).stdin
    assert pipe is not None
    try:
        pipe.write(f"{line}\n")
        pipe.flush()
    except BrokenPipeError:  # Someone ended it; Linux still ties the children to us.
        pass
