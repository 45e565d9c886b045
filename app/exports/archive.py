"""A zip that is written straight into the store, in little memory however much it holds."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

import obstore

from app.attachments.store import store

PART = 5 * 1024 * 1024
"""What is sent to a bucket at once: the least that S3 takes."""
FOLDER = "exports"
OURS = re.compile(rf"{FOLDER}/([0-9a-f]{{32}})\.zip")


class Archive:
    """The zip, and what has gone into it; `advance` is told how many rows, or pieces of files, were written."""

    def __init__(self, packed: zipfile.ZipFile, at: datetime, advance: Callable[[int], None]) -> None:
        self.packed = packed
        self.at = at
        self.advance = advance

    def write_text(self, name: str, text: str) -> None:
        with self.entry(name, zipfile.ZIP_DEFLATED) as out:
            out.write(text.encode())

    def write_json(self, name: str, content: Any) -> None:
        self.write_text(name, json.dumps(content, indent=2, ensure_ascii=False) + "\n")

    def write_lines(self, name: str, batches: Iterable[list[str]]) -> int:
        """Write one line each, and return how many there were."""
        count = 0
        with self.entry(name, zipfile.ZIP_DEFLATED) as out:
            for lines in batches:
                out.write("".join(f"{line}\n" for line in lines).encode())
                count += len(lines)
                self.advance(len(lines))
        return count

    def write_file(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file as it came: most are packed already."""
        with self.entry(name, zipfile.ZIP_STORED) as out:
            for piece in pieces:
                out.write(piece)
                self.advance(units(len(piece)))

    def entry(self, name: str, packing: int) -> IO[bytes]:
        described = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        described.compress_type = packing
        described.external_attr = 0o644 << 16
        return self.packed.open(described, "w", force_zip64=True)


def units(size: int) -> int:
    """Return what so many bytes count beside rows, when it is said how far an export is."""
    return size // 1024


def path_of_export(key: str) -> str:
    """Return where the zip lies: beside the folders of the workspaces, whose names are digits."""
    return f"{FOLDER}/{key}.zip"


def key_of_export(path: str) -> str:
    """Return the key of the zip that lies there, or nothing where it is none of ours."""
    found = OURS.fullmatch(path)
    return found[1] if found else ""


@contextmanager
def open_archive(key: str, at: datetime, advance: Callable[[int], None]) -> Iterator[Archive]:
    """Yield an empty archive; it lies in the store once the block has ended, and does not where that raised."""
    with obstore.open_writer(store(), path_of_export(key), buffer_size=PART, max_concurrency=1) as out:
        with zipfile.ZipFile(out, "w") as packed:
            yield Archive(packed, at, advance)
