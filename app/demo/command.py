"""`flask demo`."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app.database import utcnow
from app.demo.filling import fill, find_demo
from app.demo.people import CAST, OWNER, PASSWORD


@click.command("demo")
@click.option("--again", is_flag=True, help="Delete the demo first and make it anew.")
@click.option("--force", is_flag=True, help="Also in production, where everyone could sign in to it.")
@with_appcontext
def demo(again: bool, force: bool) -> None:
    """Fill a workspace with believable work and print the sign-in."""
    settings = current_app.config["SETTINGS"]
    if settings.is_production and not force:
        raise click.ClickException(
            "This is a production instance, and everybody knows the demo’s password. To make it all the same: --force"
        )
    workspace = find_demo()
    if workspace is None or again:
        workspace = fill(utcnow())
        click.echo("The demo is ready.")
    else:
        click.echo("The demo is here already; nothing was added. To make it anew: --again")
    click.echo(f"\n  {settings.public_url or f'http://localhost:{settings.port}'}/{workspace.slug}/\n")
    click.echo(f"  {OWNER.email}   {PASSWORD}\n")
    others = ", ".join(f"{figure.name.split()[0]} ({figure.email})" for figure in CAST[1:])
    click.echo(f"Same password for {others}.")
