"""Programs that a long run needs and nobody else: fetched on first use, each into an environment of its own."""

from __future__ import annotations

import subprocess
import sys

from app.local.folders import CHECKOUT

PLACE = CHECKOUT / ".venv" / "scanners"


def tool(name: str, package: str = "") -> str:
    """Return the program, installed into an environment that nothing else uses."""
    place = PLACE / name
    program = place / "bin" / name
    if not program.exists():
        print(f"Getting {name} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([str(place / "bin" / "pip"), "install", "--quiet", package or name], check=True)
    return str(program)
