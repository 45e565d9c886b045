"""`flask accounts …`: what the person who runs Primo may have to do for others."""

from __future__ import annotations

import click
from sqlalchemy import select

from app.accounts.emails import email_key
from app.accounts.looking_after import disable, enable, let_look_after, sign_everyone_out
from app.accounts.models import User
from app.accounts.resetting import reset_token, start_reset
from app.accounts.routes import bp
from app.audit.writing import audit
from app.database import utcnow
from app.extensions import db
from app.web.addresses import public_address


@bp.cli.command("reset-link")
@click.argument("mail")
def print_reset_link(mail: str) -> None:
    """Print a link with which the person with this address sets a new password; it works once, for an hour."""
    user = find_account(mail)
    if not public_address():
        raise click.ClickException("Set PUBLIC_URL first: the link must say where Primo is.")
    token = reset_token(start_reset(user, at=utcnow()))
    audit("password.link_printed", user)
    db.session.commit()
    click.echo(f"{public_address()}/reset/{token}")


@bp.cli.command("grant")
@click.argument("mail")
def grant(mail: str) -> None:
    """Let the person with this address look after the instance."""
    let_look_after(find_account(mail), True)
    db.session.commit()
    click.echo(f"{email_key(mail)} looks after this Primo now.")


@bp.cli.command("revoke")
@click.argument("mail")
def revoke(mail: str) -> None:
    """Let the person with this address look after the instance no more."""
    let_look_after(find_account(mail), False)
    db.session.commit()
    click.echo(f"{email_key(mail)} does not look after this Primo any more.")


@bp.cli.command("disable")
@click.argument("mail")
def shut(mail: str) -> None:
    """Shut the account with this address and sign it out everywhere; nothing of it is deleted."""
    disable(find_account(mail), at=utcnow())
    db.session.commit()
    click.echo(f"{email_key(mail)} is signed out everywhere and cannot sign in.")


@bp.cli.command("enable")
@click.argument("mail")
def reopen(mail: str) -> None:
    """Open an account again that was disabled."""
    enable(find_account(mail))
    db.session.commit()
    click.echo(f"{email_key(mail)} can sign in again.")


@bp.cli.command("sign-out-everyone")
def end_all() -> None:
    """End every session and every token, such as after bringing back a backup: some may have been ended since."""
    number = sign_everyone_out()
    db.session.commit()
    click.echo(f"Signed out everywhere: {number}. They sign in anew; programs need new tokens.")


def find_account(mail: str) -> User:
    """Return the account with this address, also a disabled one, or end with a sentence."""
    user = db.session.scalar(select(User).where(User.email_key == email_key(mail)))
    if user is None:
        raise click.ClickException(f"No account has the address {email_key(mail)}.")
    return user
