"""A mail before it leaves: the same words as text and as HTML, under headers that never change between tries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from flask import current_app

from app.translation.speaking import language, speaking
from app.web.addresses import public_host

LONGEST_SUBJECT = 120


class Refused(Exception):
    """This mail can never be sent; the text says why."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says and to whom; the delivery's `id` makes the Message-ID, `thread` gathers mails about one task."""

    id: uuid.UUID
    receiver: str
    receiver_name: str
    subject: str
    heading: str
    link: str
    link_text: str
    reason: str
    lines: tuple[str, ...] = field(default=())
    quote: str = ""
    thread: str = ""
    unsubscribe: str = ""
    language: str = field(default_factory=language)

    def as_message(self, at: datetime) -> EmailMessage:
        """Return the mail as it goes over the wire."""
        host = public_host()
        message = EmailMessage()
        message["From"] = sender()
        message["To"] = address(self.receiver_name, self.receiver)
        message["Subject"] = one_line(self.subject, LONGEST_SUBJECT)
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{self.id.hex}@{host}>"
        message["Auto-Submitted"] = "auto-generated"
        if self.thread:
            message["References"] = f"<{self.thread}@{host}>"
        if self.unsubscribe:
            message["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.written_as("txt"), cte="quoted-printable")
        message.add_alternative(self.written_as("html"), subtype="html", cte="quoted-printable")
        return message

    def written_as(self, form: str) -> str:
        """Return the words as `txt` or `html`; nothing of a request or viewer gets in."""
        with speaking(self.language):
            return current_app.jinja_env.get_template(f"mail/message.{form}").render(mail=self)


def sender() -> Address:
    name, spec = parseaddr(current_app.config["MAIL_FROM"])
    return address(name or "Primo", spec)


def address(name: str, spec: str) -> Address:
    return Address(one_line(name, 100), addr_spec=spec)


def one_line(text: str, longest: int) -> str:
    """Return the text fit for a header: one line, without control characters, and not endless."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
