"""How many mails were sent to others at somebody's wish, counted across accounts and workspaces."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import text

from app.database import new_id
from app.extensions import db

DAY = timedelta(days=1)
"""How long they are counted at most; then the rows go."""

ONE_BY_ONE = text("select pg_advisory_xact_lock(hashtextextended('sent mails ' || encode(:about, 'hex'), 0))")
ADD = text("""
insert into sent_mails (id, about, at)
select id, cast(:about as bytea), :at from unnest(cast(:ids as uuid[])) one (id)
 where (select count(*) from sent_mails where about = :about and at > :since) + cardinality(:ids) <= :most
returning id""")


def has_room(what: str, *, mails: int = 1, most: int, within: timedelta, at: datetime) -> bool:
    """Count mails and return True, or False where they would be too many; two at once never count as one.

    `what` says whose mails, or to whom, are counted; only its hash is kept. They count once the caller commits.
    """
    about = sha256(what.encode()).digest()
    db.session.execute(ONE_BY_ONE, {"about": about})
    values = {"ids": [new_id() for _ in range(mails)], "about": about, "at": at, "since": at - within, "most": most}
    return db.session.execute(ADD, values).first() is not None
