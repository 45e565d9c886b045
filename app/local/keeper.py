"""Starts children again when they die, ever more slowly if they keep dying."""

import signal
import time
from dataclasses import dataclass

from app.local.children import Child
from app.local.terminal import complain

_LONGEST = 30.0  # seconds between two tries
_HEALTHY = 60.0  # seconds of life after which a death counts as the first


@dataclass
class _Record:
    deaths: int = 0
    started: float = 0.0
    again: float | None = None


class Keeper:
    def __init__(self, children: list[Child]) -> None:
        self.records = {child: _Record(started=time.monotonic()) for child in children}

    def keep(self) -> None:
        """Watch over the children for ever."""
        while True:
            for child, record in self.records.items():
                if record.again is None:
                    self._notice_death(child, record)
                elif time.monotonic() >= record.again:
                    child.start()
                    record.started, record.again = time.monotonic(), None
            time.sleep(0.1)

    def _notice_death(self, child: Child, record: _Record) -> None:
        if child.is_running:
            return
        child.stop()  # what is left of its process group
        now = time.monotonic()
        record.deaths = 1 if now - record.started > _HEALTHY else record.deaths + 1
        pause = min(_LONGEST, 0.25 * 2**record.deaths)
        record.again = now + pause
        complain(f"{child.name} stopped ({_cause(child.process.returncode)}); starting it again in {pause:g} s.")


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
