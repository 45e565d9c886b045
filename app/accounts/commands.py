"""`flask accounts …`: what the person who runs Primo may have to do for others."""

from __future__ import annotations

import click

from app.accounts.emails import email_key
from app.accounts.resetting import find_user, reset_token, start_reset
from app.accounts.routes import bp
from app.database import utcnow
from app.extensions import db
from app.web.addresses import public_address


@bp.cli.command("reset-link")
@click.argument("mail")
def print_reset_link(mail: str) -> None:
    """Print a link with which the person with this address sets a new password; it works once, for an hour."""
    user = find_user(mail)
    if user is None:
        raise click.ClickException(f"No account has the address {email_key(mail)}.")
    if not public_address():
        raise click.ClickException("Set PUBLIC_URL first: the link must say where Primo is.")
    token = reset_token(start_reset(user, at=utcnow()))
    db.session.commit()
    click.echo(f"{public_address()}/reset/{token}")
