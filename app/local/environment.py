"""The settings a local Primo runs with."""

import os
import secrets
from pathlib import Path

from app.local.faults import Fault, from_os_error
from app.local.folders import CHECKOUT


def local_environment(data: Path, database: str, redis: str) -> dict[str, str]:
    """Return our environment with what every local process needs; the stores' own addresses win."""
    return {
        **os.environ,
        "PRIMO_ENV": "local",
        "PRIMO_DATA": str(data),
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(data),
        "FILES_FOLDER": os.environ.get("FILES_FOLDER") or str(data / "files"),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING",  # a line for every request is for machines
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUNBUFFERED": "1",
    }


def secret_key(data: Path) -> str:
    """Return the key of this data folder, made once and readable for its owner alone."""
    file = data / "secret-key"
    try:
        if not file.exists():
            draft = file.with_suffix(".new")
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600, exist_ok=False)
            draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
            draft.rename(file)
        key = file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise from_os_error(error, file) from None
    if len(key) < 32:
        raise Fault(f"{file} is damaged. Remove it and start again; everyone signs in anew.")
    return key
