"""The command that raises the wall between workspaces anew."""

from __future__ import annotations

from flask.cli import AppGroup
from sqlalchemy import Connection

from app.ops.owning import owner_engine
from app.walls import raise_walls

walls = AppGroup("walls", help="The wall that PostgreSQL keeps between workspaces.")


@walls.command("raise")
def raise_again() -> None:
    """Raise the wall on every table where it does not stand."""
    with connected() as connection:
        raise_walls(connection)
        connection.commit()


def connected() -> Connection:
    return owner_engine().connect()
