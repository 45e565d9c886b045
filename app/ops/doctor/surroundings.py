"""Redis, the mail server and the disk."""

from __future__ import annotations

import shutil
import smtplib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from redis.exceptions import RedisError

from app.notifications.sending import connected
from app.ops.doctor.findings import Finding, fault, first_line, ok, warning
from app.web.redis import redis_client

SCARCE = 500 * 1024**2


def examine_redis(url: str) -> Iterator[Finding]:
    """Yield whether the queue is there and keeps what it is given."""
    if not url:
        yield warning("Redis", "is not set. Pages work, but no mail leaves. Set REDIS_URL.")
        return
    try:
        with redis_client(url, timeout=3) as client:
            server = client.info()
    except (RedisError, OSError, ValueError) as error:
        yield fault("Redis", f"cannot be reached: {first_line(error)}. Check REDIS_URL, and that it is running.")
        return
    yield ok("Redis", f"{name_of(server)} answers.")
    if (policy := server.get("maxmemory_policy", "noeviction")) != "noeviction":
        yield fault(
            "Redis", f"throws work away when it is full ({policy}). Set: CONFIG SET maxmemory-policy noeviction"
        )


def name_of(server: dict[str, Any]) -> str:
    """Return what the server calls itself; Valkey also says which Redis it stands for."""
    return f"Valkey {server['valkey_version']}" if "valkey_version" in server else f"Redis {server['redis_version']}"


def examine_mail(url: str, is_production: bool) -> Iterator[Finding]:
    """Yield whether the mail server takes our name and password."""
    if not url and is_production:
        yield warning("Mail", "SMTP_URL is not set: no mail leaves. Invitations show their link to be copied.")
    elif not url:
        yield ok("Mail", "Mails are kept at /local/mails.")
    else:
        try:
            with connected(url):
                yield ok("Mail", "The mail server takes us in.")
        except (smtplib.SMTPException, OSError) as error:
            yield fault("Mail", f"server of SMTP_URL does not take us in: {first_line(error)}.")


def examine_disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < SCARCE:
        yield warning("Disk", f"of {folder} has {free // 1024**2} MB left. Free some space.")
