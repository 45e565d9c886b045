"""Backups: all rows of all workspaces, which takes seeing over the wall, and the files; and bringing them back.

A backup is a folder: `primo.dump`, which pg_restore reads, and `files/`, as they lie in the store. The rows come first:
files are only ever added, and those deleted stay for a month, so that every row has its file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import text

from app.ops.owning import let_serve, owner_address
from app.ops.walls import connected
from app.settings import Settings
from app.walls import let_owner_through, raise_walls

DUMP, FILES = "primo.dump", "files"
OURS = re.compile(r"[0-9a-f]{32}")
"""The folder of a workspace in the store; exports are no part of a backup."""
A_BUCKET = "The files lie in the bucket {bucket}: copy it as well, after this, with a tool such as rclone."

AS_IT_WAS = """\
Everything is as it was when the backup was written. What was ended since is back: deleted accounts, people who were
removed, roles, former passwords, sessions, tokens, shared links. docs/deploy.md says what to do about it; at least:
  flask --app wsgi accounts sign-out-everyone"""


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    """Write all that the database holds, and the files, into FOLDER, which must be empty or not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty. Name another folder.")
    with connected() as connection:
        schema: str = connection.scalars(text("select current_schema()")).one()
        let_owner_through(connection)
        connection.commit()
        try:
            run("pg_dump", "-Fc", "-f", str(folder / DUMP), "-n", schema)
        except click.ClickException:
            (folder / DUMP).unlink(missing_ok=True)  # half of a dump must not pass for a backup
            raise
        finally:
            raise_walls(connection)
            connection.commit()
    settings: Settings = current_app.config["SETTINGS"]
    if settings.files_bucket:
        click.echo(A_BUCKET.format(bucket=settings.files_bucket))
    elif settings.files_folder:
        click.echo(f"{copy_files(Path(settings.files_folder), folder / FILES)} files copied.")


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Bring back what `backup` wrote into FOLDER, into a database that is empty, and raise the wall there."""
    with connected() as connection:
        tables = "select count(*) from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace"
        if connection.scalar(text(tables)):
            raise click.ClickException("The database is not empty. Make a new one, and name it in DATABASE_URL.")
        schema: str = connection.scalars(text("select current_schema()")).one()
    run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "-n", schema, str(folder / DUMP))
    with connected() as connection:
        raise_walls(connection)
        let_serve(connection)
        connection.commit()
    click.echo(AS_IT_WAS)
    settings: Settings = current_app.config["SETTINGS"]
    if settings.files_bucket:
        click.echo(A_BUCKET.format(bucket=settings.files_bucket))
    elif settings.files_folder and (folder / FILES).is_dir():
        click.echo(f"{copy_files(folder / FILES, Path(settings.files_folder))} files copied.")


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database: what it writes is for us alone, its password in no list."""
    url = owner_address().set(drivername="postgresql")
    secret = {"PGPASSWORD": url.password} if url.password else {}
    command = [program, *arguments, "-d", url.set(password=None).render_as_string()]
    try:
        done = subprocess.run(command, env=os.environ | secret, umask=0o077, check=False).returncode
    except FileNotFoundError:
        raise click.ClickException(f"{program} is not here. Install PostgreSQL's client programs.") from None
    if done != 0:
        raise click.ClickException(f"{program} failed. It must be at least as new as the server.")


def copy_files(source: Path, target: Path) -> int:
    """Copy the files of every workspace, and return how many there are."""
    copied = 0
    for place in sorted(source.iterdir()) if source.is_dir() else ():
        if place.is_dir() and OURS.fullmatch(place.name):
            (target / place.name).mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in sorted(one for one in place.iterdir() if "#" not in one.name):
                shutil.copy2(file, target / place.name / file.name)
                copied += 1
    return copied
