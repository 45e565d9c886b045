"""Handing a mail to the SMTP server, or keeping it where none is set and nobody but us reads it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app

from app.extensions import db
from app.notifications.mails import Mail, Refused
from app.notifications.models import LocalMail
from app.web.addresses import keeps_mail

TIMEOUT = 10  # seconds for each step with the server
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def send(mail: Mail, at: datetime) -> None:
    """Send the mail; Refused when that is useless, any other exception when it is worth another try."""
    message = mail.as_message(at)
    if current_app.config["SMTP_URL"]:
        with connected(current_app.config["SMTP_URL"]) as server:
            hand_over(server, message, mail.receiver)
    elif keeps_mail():
        keep(mail, message, at)
    else:
        raise Refused("No mail server is set. Set SMTP_URL to send mails.")


def hand_over(server: smtplib.SMTP, message: EmailMessage, receiver: str) -> None:
    """Give the message to the server; only a 5xx about the receiver or the message itself is final."""
    try:
        server.send_message(message, to_addrs=[receiver])
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = refusal.recipients[receiver]
        raise_for(code, words, refusal)
    except smtplib.SMTPSenderRefused:
        raise
    except smtplib.SMTPDataError as refusal:
        raise_for(refusal.smtp_code, refusal.smtp_error, refusal)


def raise_for(code: int, words: bytes | str, cause: Exception) -> None:
    if 500 <= code < 600:
        raise Refused(f"The mail server refused it with {code}: {as_text(words)}"[:500]) from cause
    raise smtplib.SMTPResponseException(code, as_text(words)) from cause


@contextmanager
def connected(url: str) -> Iterator[smtplib.SMTP]:
    """Open a session with the server of an smtp:// or smtps:// address, encrypted wherever it can be.

    A name and password are only ever sent over a connection whose certificate was checked, or to this machine.
    """
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    context = ssl.create_default_context()
    if host in LOOPBACK:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    with server:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
        elif parts.scheme == "smtp" and parts.username and host not in LOOPBACK:
            raise ConnectionError("it offers no encryption, so the password is not sent")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


def keep(mail: Mail, message: EmailMessage, at: datetime) -> None:
    """Keep the mail for the local page, once however often it is tried."""
    kept = LocalMail(
        id=mail.id, receiver=mail.receiver, subject=str(message["Subject"]), message=message.as_string(), created_at=at
    )
    db.session.merge(kept)
    db.session.commit()


def as_text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
