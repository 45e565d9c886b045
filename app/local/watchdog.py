"""Outlives the process that started it just long enough to end that process's children.

Reads `+pid signal` and `-pid` lines from its input. When the input ends, its owner has gone: every process
group still listed gets its signal, and five seconds later the one that cannot be refused.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    groups: dict[int, int] = {}
    for line in sys.stdin:
        if line.startswith("+"):
            group, number = line[1:].split()
            groups[int(group)] = int(number)
        else:
            groups.pop(int(line[1:]), None)
    for group, number in groups.items():
        send(group, number)
    deadline = time.monotonic() + 5
    while groups and time.monotonic() < deadline:
        groups = {group: number for group, number in groups.items() if lives(group)}
        time.sleep(0.05)
    for group in groups:
        send(group, signal.SIGKILL)


def lives(group: int) -> bool:
    """Return whether a group has a process that is more than an entry init has yet to clear away."""
    if not send(group, 0):
        return False
    states = list(read_states(group))
    return not states or any(state not in "ZX" for state in states)


def read_states(group: int) -> Iterator[str]:
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, member_of = file.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(member_of) == group:
            yield state


def send(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:  # macOS says so of groups that hold only the dead.
        return False
    return True


if __name__ == "__main__":
    main()
