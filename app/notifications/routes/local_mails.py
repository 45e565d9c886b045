"""Mails that a Primo without a mail server kept: only for the machine it runs on, and never in production."""

from __future__ import annotations

import email
import uuid
from email.message import EmailMessage, Message
from email.policy import default
from ipaddress import ip_address

from flask import Response, current_app, make_response, render_template, request
from sqlalchemy import select

from app.errors import NotFound
from app.extensions import db
from app.notifications.models import LocalMail
from app.notifications.routes import bp

MOST = 200
ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@bp.get("/local/mails")
def list_local_mails() -> str:
    require_own_machine()
    mails = db.session.scalars(select(LocalMail).order_by(LocalMail.created_at.desc(), LocalMail.id).limit(MOST))
    return render_template("local/mails.html", mails=list(mails))


@bp.get("/local/mails/<uuid:id>")
def show_local_mail(id: uuid.UUID) -> str:
    mail = get_local_mail(id)
    return render_template("local/mail.html", mail=mail, text=part_of(mail, "plain"))


@bp.get("/local/mails/<uuid:id>/html")
def show_local_mail_html(id: uuid.UUID) -> Response:
    """Show the HTML of a mail by itself, where it can neither run anything nor act for anyone."""
    response = make_response(part_of(get_local_mail(id), "html"))
    response.headers["Content-Security-Policy"] = ALONE
    return response


def get_local_mail(id: uuid.UUID) -> LocalMail:
    require_own_machine()
    mail = db.session.get(LocalMail, id)
    if mail is None:
        raise NotFound
    return mail


def part_of(mail: LocalMail, kind: str) -> str:
    message: Message = email.message_from_string(mail.message, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""


def require_own_machine() -> None:
    """Raise NotFound in production, and for other machines where Primo listens for them: mails hold reset links."""
    settings = current_app.config["SETTINGS"]
    if settings.is_production or not (is_loopback(settings.host) or is_loopback(request.remote_addr or "")):
        raise NotFound


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
