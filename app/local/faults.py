"""What can go wrong on someone's own machine, said in one line."""

import errno
import shutil
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Fault(Exception):
    """A reason why Primo cannot run here, in one line that says what to do."""


def disk_full(place: Path) -> Fault:
    return Fault(f"The disk of {place} is full. Free some space and start again; nothing saved is lost.")


def from_os_error(error: OSError, place: Path) -> Fault:
    """Turn a refusal of the file system into words about `place`."""
    if error.errno in _FULL:
        return disk_full(place)
    return Fault(
        f"Cannot write to {place} ({(error.strerror or 'refused').lower()}). "
        "Make that folder yours, or name another one: PRIMO_DATA=/some/folder make run"
    )


def from_log(text: str, trouble: str, place: Path) -> Fault:
    """Turn what a program left behind in its log into one line that begins with the trouble it made."""
    if "No space left on device" in text or "Disk quota exceeded" in text or _is_full(place):
        return disk_full(place)
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("(")]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()] or lines
    return Fault(f"{trouble}: {telling[-1] if telling else 'it said nothing'}")


def _is_full(place: Path) -> bool:
    """Return whether a disk has no room left even for a word about it."""
    return place.exists() and shutil.disk_usage(place).free < 100_000
