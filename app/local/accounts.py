"""Who the stores run as: PostgreSQL refuses to run as root."""

import os
import pwd
from functools import cache
from typing import Any, NamedTuple

from app.local.faults import Fault


class Account(NamedTuple):
    name: str
    uid: int
    gid: int


@cache
def store_account() -> Account | None:
    """Return the account root hands the stores to, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("primo", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise Fault("PostgreSQL does not run as root and there is no other user here: useradd --system primo")


def identity(account: Account | None) -> dict[str, Any]:
    """Return what makes subprocess start a program as this account."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
