"""Commands around the wall between workspaces: raising it anew, and a backup, which must see over it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from app.walls import let_owner_through, raise_walls

walls = AppGroup("walls", help="The wall that PostgreSQL keeps between workspaces.")


@walls.command("raise")
def raise_again() -> None:
    """Raise the wall on every table where it does not stand."""
    with connected() as connection:
        raise_walls(connection)
        connection.commit()


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write all that the database holds to FILE, for pg_restore.

    The owner's wall is lifted meanwhile: row-level security would stop pg_dump.
    """
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"]).set(drivername="postgresql")
    address = url.set(password=None).render_as_string()
    secret = {"PGPASSWORD": url.password} if url.password else {}
    with connected() as connection:
        schema: str = connection.scalars(text("select current_schema()")).one()
        let_owner_through(connection)
        connection.commit()
        try:
            command = ["pg_dump", "-Fc", "-f", str(file), "-d", address, "-n", schema]
            done = subprocess.run(command, env=os.environ | secret, check=False).returncode
        finally:
            raise_walls(connection)
            connection.commit()
    sys.exit(done)


def connected() -> Connection:
    return create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool).connect()
