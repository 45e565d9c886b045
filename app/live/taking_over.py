"""How a connection leaves the threads that make pages: its answer is begun there and goes on in the hub.

A server that can do it offers each connection (`offered`); the answer's body then says `Taken`, past every handler of
errors, and the server lets go of the socket. Under any other server nothing is offered, and pages ask by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from app.live.streams import FIRST

if TYPE_CHECKING:
    from app.live.downloads import Download
    from app.live.hub import Hub
    from app.live.streams import Stream

OFFER: ContextVar[Hub | None] = ContextVar("offer", default=None)


class Taken(BaseException):
    """The connection belongs to the hub now; no error, and nothing between may treat it as one."""

    def __init__(self, rest: Stream | Download) -> None:
        self.rest = rest


@contextmanager
def offered(hub: Hub) -> Iterator[None]:
    """Offer the connection that is being served in this thread."""
    token = OFFER.set(hub)
    try:
        yield
    finally:
        OFFER.reset(token)


def offering() -> Hub | None:
    """Return the hub that can take the connection of the running request."""
    return OFFER.get()


def begun(stream: Stream) -> Iterator[bytes]:
    """Send what every stream begins with, then leave."""
    yield FIRST
    raise Taken(stream)
