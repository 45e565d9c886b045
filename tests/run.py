"""`make test`: style, types, templates, then every test, browser and all, on two processes."""

import os
import subprocess
import sys

from tests.browser import chromium
from tests.check import CHECKOUT, check


def main(arguments: list[str]) -> int:
    """Run it all and return 0 when nothing failed; arguments go to pytest."""
    try:
        chromium.find()
    except chromium.NoBrowser as missing:
        print(f"primo: {missing}", file=sys.stderr)
        return 1
    tidy = check()
    # Dozens of tests start the application as a process of its own: it is compiled once for all of them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments]
    tested = subprocess.run(pytest, cwd=CHECKOUT, env=environment, check=False).returncode == 0
    return 0 if tidy and tested else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
