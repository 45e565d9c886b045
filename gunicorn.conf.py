"""How gunicorn serves Primo, on a platform and behind `make run` alike; the environment decides."""

import os
from pathlib import Path
from typing import Any

_local = os.environ.get("PRIMO_ENV", "production") == "local"
_host = os.environ.get("HOST") or "0.0.0.0"  # noqa: S104 - platforms route to the container from outside
_port = os.environ.get("PORT") or "8000"

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
worker_class = "app.live.worker.StreamingWorker"
workers = int(os.environ.get("WEB_CONCURRENCY") or (1 if _local else 2))
threads = int(os.environ.get("WEB_THREADS") or 4)

timeout = 30
keepalive = 100  # Longer than the 90 s for which routers in front of us keep a connection.
graceful_timeout = 3 if _local else 20  # Platforms kill 30 s after they asked.

# Each worker loads the app itself: no connection is ever shared across a fork, and a reload takes new code.
preload_app = False
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat must not wait for a disk
control_socket_disable = True

# One place decides which proxies to believe: the app.
forwarded_allow_ips = ""

accesslog = None  # The app writes one line per request, as JSON.
loglevel = os.environ.get("GUNICORN_LOG_LEVEL") or "warning"


def on_starting(server: Any) -> None:
    """Refuse once and in words, instead of starting workers over and over that cannot work."""
    from app.ops.durability import refuse_forgetful_database
    from app.ops.own_tls import warn_of_own_tls
    from app.settings import load

    warn_of_own_tls(server.cfg.is_ssl)

    settings = load()
    if settings.is_production:
        refuse_forgetful_database(settings)
