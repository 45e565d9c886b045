"""Where the stores' sockets are: beside the data if the path allows it."""

import hashlib
import os
import socket
from pathlib import Path

from app.local.faults import Fault
from app.local.folders import DataFolder

_SOCKET_LIMIT = 100  # bytes; macOS allows 103, Linux 107


def socket_folder(folder: DataFolder) -> Path:
    """Return a folder whose path is short enough for sockets, on a file system that can hold them."""
    place = folder.private("run")
    if len(str(place / ".s.PGSQL.5432.lock").encode()) <= _SOCKET_LIMIT and _holds_sockets(place):
        return place
    short = Path("/tmp") / f"primo-{hashlib.sha256(str(folder.path).encode()).hexdigest()[:16]}"
    short.mkdir(mode=0o700, exist_ok=True)
    ours = (0, folder.account.uid) if folder.account else (os.geteuid(),)
    if short.is_symlink() or short.lstat().st_uid not in ours:
        raise Fault(f"{short} belongs to someone else. Remove it, or name a shorter PRIMO_DATA.")
    folder.give(short)
    return short


def _holds_sockets(folder: Path) -> bool:
    probe = folder / f"probe-{os.getpid()}"
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(probe))
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True
