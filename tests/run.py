"""`make test`: every test, browser and all, on two processes; what `make check` does goes on beside them."""

import os
import subprocess
import sys

from tests.browser import chromium
from tests.check import CHECKOUT

ONCE_MORE = ("--reruns", "1", "--rerun-show-tracebacks")
"""What fails once and then passes stops nobody whose change has nothing to do with it, but is named at the end, with
what went wrong: a fault to mend. Plain pytest and the drills ask nothing twice."""


def main(arguments: list[str]) -> int:
    """Run it all and return 0 when nothing failed; arguments go to pytest."""
    try:
        chromium.find()
    except chromium.NoBrowser as missing:
        print(f"primo: {missing}", file=sys.stderr)
        return 1
    # Dozens of tests start the application as a process of its own: it is compiled once for all of them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    check = [sys.executable, "-m", "tests.check"]
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *ONCE_MORE, *arguments]
    beside = subprocess.Popen(check, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    tested = subprocess.run(pytest, cwd=CHECKOUT, env=environment, check=False).returncode == 0
    print(beside.communicate()[0], end="")
    return 0 if tested and beside.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
