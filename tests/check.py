"""`make check`: style, types and templates, each tool in turn, all of them even when one complains."""

import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
TOOLS = (
    ("ruff", "check", "--quiet", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("mypy",),
    ("djlint", "--lint", "--quiet", "templates"),
)


def check() -> bool:
    """Return whether every tool is content."""
    return [_passes(*tool) for tool in TOOLS].count(False) == 0


def _passes(name: str, *arguments: str) -> bool:
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-m", name, *arguments], cwd=CHECKOUT, check=False)
    verdict = "ok" if done.returncode == 0 else "not ok"
    print(f"{verdict:>6}  {' '.join((name, *arguments))}  {time.monotonic() - start:.1f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(0 if check() else 1)
