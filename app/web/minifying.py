"""Scripts with short names: the same code in four fifths of the bytes.

The library brings a second runtime (Go) with threads and signal handlers of its own, so it works in a process of its
own for a moment at boot. Where it has no wheel (see requirements.in) scripts stay as they are.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence

PATIENCE = 60  # seconds; a boot may share a small machine with many others
CHILD = (
    "import json, sys, minify; "
    "json.dump([minify.string('text/javascript', script) for script in json.load(sys.stdin)], sys.stdout)"
)


def minified(scripts: Sequence[str]) -> list[str]:
    """Return the scripts with the names that nobody outside sees shortened, all in one go: a process takes its time."""
    if importlib.util.find_spec("minify") is None:
        return list(scripts)
    call, given = [sys.executable, "-I", "-c", CHILD], json.dumps(scripts)
    done = subprocess.run(call, input=given, capture_output=True, text=True, timeout=PATIENCE, check=True)
    shortened: list[str] = json.loads(done.stdout)
    return shortened
