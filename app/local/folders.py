"""Where the stores keep what they keep, and how a folder is made safe for them.

As a normal user everything is in `data/` of the checkout. As root the stores run as another user, who cannot
look below /root, so everything is in `/var/lib/primo/<hash of the checkout's path>/`. PRIMO_DATA names
another place.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.local.accounts import Account, store_account
from app.local.faults import Fault, from_os_error

CHECKOUT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Return the folder that root's stores live under, or the checkout."""
    if store_account() is None:
        return CHECKOUT
    return Path("/var/lib/primo") / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]


def default_data() -> Path:
    """Return the data folder `make run` uses."""
    named = os.environ.get("PRIMO_DATA")
    return Path(named).expanduser().absolute() if named else home() / "data"


@dataclass(frozen=True)
class DataFolder:
    path: Path
    account: Account | None

    @classmethod
    def prepare(cls, path: Path, *, for_stores: bool = True) -> "DataFolder":
        """Make the folder if need be, and refuse with one line if it cannot hold stores."""
        account = store_account() if for_stores else None
        try:
            if account:
                make_reachable(path, account)
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path) as probe:
                probe.write(b"x" * 65536)
        except OSError as error:
            raise from_os_error(error, path) from None
        return cls(path, account)

    def private(self, name: str) -> Path:
        """Make a folder that only the stores' account (and root) can look into."""
        folder = self.path / name
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            self.give(folder)
        except OSError as error:
            raise from_os_error(error, folder) from None
        return folder

    def give(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        folder.chmod(0o700)

    def log(self, name: str) -> Path:
        """Return the log file of a program, emptied when it has grown past 5 MB."""
        file = self.path / "log" / f"{name}.log"
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            if file.exists() and file.stat().st_size > 5_000_000:
                file.unlink()
        except OSError as error:
            raise from_os_error(error, file.parent) from None
        return file

    @contextmanager
    def locked(self, patience: float = 2.0) -> Iterator[None]:
        """Hold the folder for this process alone; the kernel lets go of it however the process ends."""
        with (self.path / "lock").open("a+", encoding="ascii") as file:
            deadline = time.monotonic() + patience
            while not _lock(file.fileno()):
                if time.monotonic() > deadline:
                    file.seek(0)
                    holder = file.read().strip() or "another process"
                    raise Fault(f"Primo is already running on {self.path} (process {holder}). Stop it first.")
                time.sleep(0.05)
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield

    def is_locked(self) -> bool:
        """Return whether a running Primo holds the folder."""
        file = self.path / "lock"
        if not file.exists():
            return False
        with file.open("r", encoding="ascii") as handle:
            return not _lock(handle.fileno())


@contextmanager
def temporary() -> Iterator[Path]:
    """Give a folder stores can use, and remove it afterwards."""
    account = store_account()
    place = home() if account else None
    if place and account:
        make_reachable(place, account)
    folder = Path(tempfile.mkdtemp(prefix="primo-", dir=place))
    try:
        if place:
            folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def make_reachable(path: Path, account: Account) -> None:
    """Make what is missing of a path so that the account can pass; refuse if it cannot pass what is there."""
    for folder in (*reversed(path.parents), path):
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(folder))
        found = folder.stat()
        if not found.st_mode & 0o001 and found.st_uid != account.uid:
            raise Fault(
                f"PostgreSQL does not run as root, and {account.name}, who runs it, cannot read {folder}: "
                "leave PRIMO_DATA unset, or name a folder every user can reach."
            )
