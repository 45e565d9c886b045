"""Where the bytes of files lie: a folder of this machine, or a bucket that speaks S3.

`workspace/key`, both of hexadecimal digits only: nothing that somebody typed is part of a path.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, NamedTuple

import obstore
from flask import current_app
from obstore.store import LocalStore, S3Store

from app.attachments.breaker import AWAY, Breaker
from app.settings import Settings

Store = LocalStore | S3Store
PIECE = 256 * 1024
PREVIEWS = ("small", "large")
SILENCE, LASTS = timedelta(seconds=30), timedelta(hours=6)
"""How long a bucket may say nothing, and somebody on a slow line may take to read what it holds."""
TRIES = 3
PATIENCE = timedelta(seconds=20)
"""How long a bucket that does not answer is asked again."""
SHORT_SILENCE, SHORT_PATIENCE = timedelta(seconds=10), timedelta(seconds=4)
"""The same for what sends no file there: whoever waits for it has a thread that pages need."""


class Stored(NamedTuple):
    """One thing that lies in the store."""

    path: str
    at: datetime


class Stores(NamedTuple):
    """The store of a process: for what sends files there, for all else, and what keeps both from being waited for."""

    pid: int
    patient: Store
    quick: Store
    breaker: Breaker


def is_set_up() -> bool:
    """Say whether this instance can keep files."""
    chosen: Settings = current_app.config["SETTINGS"]
    return bool(chosen.files_bucket or chosen.files_folder)


def store() -> Store:
    """Return the store of this process, for those who have time and send much."""
    return stores().patient


def stores() -> Stores:
    """Return those of this process; a connection does not outlive a fork."""
    made: Stores | None = current_app.extensions.get("primo_files")
    if made is None or made.pid != os.getpid():
        chosen: Settings = current_app.config["SETTINGS"]
        quick = open_store(chosen, SHORT_SILENCE, SHORT_PATIENCE)
        made = Stores(os.getpid(), open_store(chosen), quick, Breaker())
        current_app.extensions["primo_files"] = made
    return made


def open_store(chosen: Settings, silence: timedelta = SILENCE, patience: timedelta = PATIENCE) -> Store:
    if not chosen.files_bucket:
        Path(chosen.files_folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(chosen.files_folder)
    is_plain = chosen.files_endpoint.startswith("http://")
    return S3Store(
        chosen.files_bucket,
        endpoint=chosen.files_endpoint or None,
        region=chosen.files_region,
        access_key_id=chosen.files_key_id,
        secret_access_key=chosen.files_secret,
        client_options={
            "allow_http": is_plain,
            "connect_timeout": timedelta(seconds=5),
            "read_timeout": silence,
            "timeout": LASTS,
        },
        retry_config={"max_retries": TRIES - 1, "retry_timeout": patience},
    )


def path_of(workspace_id: uuid.UUID, key: str, part: str = "") -> str:
    """Return where a file lies, or one of its previews."""
    return f"{workspace_id.hex}/{key}{'.' + part if part else ''}"


@contextmanager
def bucket_needed() -> Iterator[None]:
    """Tell apart that there is no such bucket, which is a store that is away, from that there is no such file."""
    try:
        yield
    except FileNotFoundError as error:
        if "NoSuchBucket" in str(error):
            raise AWAY(str(error)) from None
        raise


def put(path: str, body: IO[bytes] | bytes) -> None:
    _pid, store, _quick, breaker = stores()
    with bucket_needed(), breaker.passing():
        obstore.put(store, path, body)


def read(path: str) -> bytes:
    """Return all of it; FileNotFoundError where there is nothing."""
    return b"".join(read_pieces(path))


def open_stored(path: str) -> tuple[int, Iterator[bytes]]:
    """Return how many bytes there are, and them piece by piece; FileNotFoundError at once where there is nothing."""
    _pid, _patient, store, breaker = stores()
    with bucket_needed(), breaker.passing():
        found = obstore.get(store, path)
    return found.meta["size"], watched((bytes(piece) for piece in found.stream(min_chunk_size=PIECE)), breaker)


def watched(pieces: Iterator[bytes], breaker: Breaker) -> Iterator[bytes]:
    while True:
        with breaker.watching():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def read_pieces(path: str) -> Iterator[bytes]:
    return open_stored(path)[1]


def remove(paths: Iterable[str]) -> None:
    """Remove what is there of these."""
    _pid, _patient, store, breaker = stores()
    for path in paths:
        with suppress(FileNotFoundError), breaker.passing():
            obstore.delete(store, path)


def remove_or_leave(paths: Iterable[str]) -> None:
    """Remove these, or leave them to the clock where the store is away: who asks has done what they came for."""
    with suppress(AWAY, OSError):
        remove(paths)


def list_stored(folder: str = "") -> Iterator[list[Stored]]:
    """Yield everything in the store, or in a folder of it, some at a time."""
    for some in obstore.list(store(), folder or None, chunk_size=500):
        yield [Stored(one["path"], one["last_modified"]) for one in some]
