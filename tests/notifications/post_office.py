"""A real SMTP server that remembers what it was given and can be told to refuse."""

from __future__ import annotations

import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.ports import free_port


class PostOffice:
    """What arrived, and the answers to give instead of `250 OK`, used up one by one."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.tries = 0
        self.reached, self.released = threading.Event(), threading.Event()
        self.release()

    def hold(self) -> None:
        """Make senders wait for their answer until `release`; `reached` tells that one does."""
        self.reached.clear()
        self.released.clear()

    def release(self) -> None:
        self.released.set()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.tries += 1
        self.reached.set()
        self.released.wait(120)
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def post_office(account: tuple[str, str] | None = None) -> Iterator[tuple[PostOffice, str]]:
    """Run the server, perhaps only for those who know a name and password; give it and its address."""
    office = PostOffice()

    def knows(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=(given.login.decode(), given.password.decode()) == account)

    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=free_port(),
        auth_required=account is not None,
        auth_require_tls=False,
        authenticator=knows,
    )
    controller.start()
    try:
        yield office, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())
