"""Ports for servers of the tests that nobody takes before they are bound."""

import random
import socket

OURS = range(20_000, 32_000)
"""Below those the system gives to every line that is opened: one given to a test could be a line's a moment later."""

choose = random.SystemRandom().choice


def free_port() -> int:
    """Return a port that nothing listens on."""
    while True:
        with socket.socket() as probe:
            port = choose(OURS)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
