"""The processes of this machine by their command lines, and the end of those that a killed PostgreSQL left behind."""

import os
import signal
import subprocess
import time
from pathlib import Path


def list_commands() -> dict[int, str]:
    """Return the command line of every process."""
    if Path("/proc/self").exists():
        return dict(_read_commands())
    listed = subprocess.run(("ps", "-A", "-o", "pid=,command="), capture_output=True, text=True, check=False)
    lines = (line.split(maxsplit=1) for line in listed.stdout.splitlines())
    return {int(words[0]): words[1] for words in lines if len(words) == 2}


def _read_commands() -> list[tuple[int, str]]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:
            continue
        found.append((int(process.name), words.replace(b"\0", b" ").decode(errors="replace")))
    return found


def end_orphans(cluster_name: str, patience: float = 10.0) -> int:
    """Kill what serves a cluster whose own server is gone, and return how many processes there were.

    Idle ones end by themselves at once; one at work notices only when its statement is done, and until then no other
    server may start. Nothing saved is lost: the next start recovers it from the log, as after any crash.
    """
    met: set[int] = set()
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        left = {pid for pid, words in list_commands().items() if words.startswith(f"postgres: {cluster_name}: ")}
        if not left:
            break
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        met |= left
        time.sleep(0.05)
    return len(met)
