"""The files of the checkout that are ours: no caches, no data, nothing that was brought in whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {".git", ".venv", "data", "node_modules", "test-results", "__pycache__"}
CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")
ENDINGS = ".py .html .css .js .md .toml .txt .in .json .yml .yaml .sh .mako .ini"
TEXT = {"", *ENDINGS.split()}


@cache
def files() -> tuple[Path, ...]:
    """Return every text file, relative to the checkout."""
    return tuple(sorted(walk(ROOT)))


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in OUTSIDE or path.name in CACHES or path.is_symlink():
            continue
        if path.is_dir():
            yield from walk(path)
        elif path.suffix in TEXT:
            yield path.relative_to(ROOT)


def is_vendored(path: Path) -> bool:
    return "vendor" in path.parts or "LICENSE" in path.name


def ours(*suffixes: str) -> list[Path]:
    return [path for path in files() if path.suffix in suffixes and not is_vendored(path)]
