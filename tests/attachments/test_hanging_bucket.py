"""A bucket that takes what it is asked and says nothing: one wait, and then answers at once until it is tried again."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask

from app.attachments import breaker, store
from app.attachments.breaker import AWAY, Breaker
from tests.attachments.test_files import PARTIAL, TASK, attach, ids
from tests.cast import Person
from tests.tasks.pages import add

WORDS = "The files cannot be reached just now. Try again in a minute."
BEGUN = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nETag: x\r\nLast-Modified: Fri, 02 Jan 2026 03:04:05 GMT\r\n\r\nstart"


@contextmanager
def saying(words: bytes) -> Iterator[str]:
    """Give the address of a server that takes whatever connects, says so much, if anything, and then nothing more."""
    came: list[socket.socket] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                came.append(listening.accept()[0])
                if words:
                    came[-1].recv(4096)
                    came[-1].sendall(words)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
    for connection in came:
        connection.close()


@pytest.mark.parametrize("words", [b"", BEGUN], ids=["nothing", "a part"])
def test_one_wait_and_then_nobody_waits_until_it_is_tried_again(
    app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch, words: bytes
) -> None:
    monkeypatch.setattr(breaker, "LONG", 0.2)
    monkeypatch.setattr(breaker, "PAUSE", 1000.0)
    monkeypatch.setattr(store, "SHORT_SILENCE", timedelta(seconds=0.5))
    monkeypatch.setattr(store, "SHORT_PATIENCE", timedelta(seconds=0.1))
    add(alice, "Write it down")
    attach(alice, (b"one", "a.txt"))
    file, folder, settings = f"{TASK}/files/{ids(alice)[0]}", store.stores(), app.config["SETTINGS"]
    with saying(words) as address:
        asked = {"files_bucket": "files", "files_endpoint": address, "files_key_id": "key", "files_secret": "secret"}
        monkeypatch.setitem(app.config, "SETTINGS", settings.model_copy(update=asked))
        monkeypatch.delitem(app.extensions, "primo_files")
        assert refusal(alice, file) == (503, "60", True)
    well = folder._replace(breaker=store.stores().breaker)
    monkeypatch.setitem(app.extensions, "primo_files", well)
    assert refusal(alice, file) == (503, "60", True), "nobody asks it, though it would answer"
    refused = attach(alice, (b"two", "b.txt"), headers=PARTIAL)
    assert (refused.status_code, refused.text) == (422, WORDS)
    well.breaker.open_until = 0.001  # the pause is over
    assert alice.get(file).data == b"one"
    assert attach(alice, (b"two", "b.txt")).status_code == 303


def refusal(person: Person, path: str) -> tuple[int, str | None, bool]:
    answer = person.get(path)
    return answer.status_code, answer.headers.get("Retry-After"), WORDS in answer.text


def test_after_the_pause_one_asks_and_the_others_wait_for_how_that_fares() -> None:
    tried = Breaker()
    tried.open_until = 0.001
    with tried.passing():
        with pytest.raises(AWAY), tried.passing():
            pytest.fail("two asked")
    with tried.passing(), tried.passing():
        pass  # it was answered
