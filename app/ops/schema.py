"""Whether the database's tables are those this code was written for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def is_behind(connection: Connection) -> bool:
    """Say whether migrations are missing; a schema newer than this code is fine, for it is kept usable."""
    applied = set(MigrationContext.configure(connection).get_current_heads())
    heads, known = revisions()
    return not (heads <= applied or (applied and not applied <= known))


@cache
def revisions() -> tuple[frozenset[str], frozenset[str]]:
    """Return the newest revisions of this code, and all it knows."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return frozenset(scripts.get_heads()), frozenset(script.revision for script in scripts.walk_revisions())
