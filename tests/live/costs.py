"""What a piece of a drill costs in processor time: the crowd in this process, and the server beside it."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Costs:
    """Seconds of processor time since it was last asked, for the crowd and for the server and what it forked."""

    server: int
    crowd_at: float = 0.0
    server_at: float = 0.0

    def spent(self) -> str:
        crowd, server = time.process_time(), sum(seconds(pid) for pid in family(self.server))
        said = f"{crowd - self.crowd_at:.1f} s of a core for the crowd, {server - self.server_at:.1f} s for the server"
        self.crowd_at, self.server_at = crowd, server
        return said


def seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def family(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return [pid, *(int(one) for one, parent in map(str.split, listed.splitlines()) if int(parent) == pid)]
