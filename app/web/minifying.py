"""Scripts with short names: the same code in four fifths of the bytes.

The library brings a second runtime (Go) with threads and signal handlers of its own, so it works in a process of its
own for a moment at boot. Where it has no wheel (see requirements.in) scripts stay as they are.
"""

import importlib.util
import subprocess
import sys

PATIENCE = 60  # seconds; a boot may share a small machine with many others
CHILD = "import sys, minify; sys.stdout.write(minify.string('text/javascript', sys.stdin.read()))"


def minified(script: str) -> str:
    """Return the script with the names that nobody outside sees shortened."""
    if importlib.util.find_spec("minify") is None:
        return script
    done = subprocess.run(
        [sys.executable, "-I", "-c", CHILD], input=script, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return done.stdout
