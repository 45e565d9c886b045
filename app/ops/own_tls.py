"""Gunicorn can speak TLS itself, and most of what keeps slow lines from the threads cannot: said, not hidden."""

from __future__ import annotations

import sys
from collections.abc import Mapping

LOST = (
    "gunicorn speaks TLS itself (certfile): open pages hear of changes only when they ask, every 15 seconds, and"
    " who sends or reads slowly holds a thread. Let a proxy in front speak TLS instead (docs/deploy.md)."
)
OPTIONS = ("--certfile", "--keyfile")


def has_own_tls(environ: Mapping[str, str]) -> bool:
    """Say whether the arguments that gunicorn takes from the environment make it speak TLS."""
    return any(option in environ.get("GUNICORN_CMD_ARGS", "") for option in OPTIONS)


def warn_of_own_tls(is_ssl: bool) -> None:
    """Say once, as gunicorn starts, what does not work so."""
    if is_ssl:
        sys.stderr.write(f"primo: {LOST}\n")
