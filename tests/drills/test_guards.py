"""Every guard of the application is lifted in turn, and each time a test turns red.

What a guard is and how it is found says `tests/guards/`. PRIMO_DRILL_GUARDS names other tests to lift them under,
PRIMO_DRILL_ONLY (app/accounts) the guards to lift, PRIMO_DRILL_PART (1/2) a part of them, and PRIMO_DRILL_LEARNED a
file that keeps which test asks which guard: the next run need not learn it, and parts that run at once learn together.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.check import CHECKOUT

pytestmark = pytest.mark.drill
TOLD = re.compile(r"NOT |NO |NEEDS |BEHIND |red with|unsteady|\d+ (tests|guards),")
TESTS = """
    --ignore=tests/notifications/test_worker.py tests/accounts tests/api tests/attachments tests/audit tests/days
    tests/exports tests/filtering tests/goodbyes tests/history tests/insights tests/instance tests/keyboard
    tests/live/test_frames.py tests/live/test_streams.py tests/live/test_news.py tests/live/test_presence.py
    tests/notifications tests/projects tests/reminders tests/repeats tests/rules/test_asking_again.py
    tests/rules/test_routes.py tests/security/test_matrix.py tests/security/test_private_projects.py
    tests/security/test_fields.py tests/security/test_sessions.py tests/security/test_cross_site.py
    tests/security/test_hosts.py tests/security/test_input.py tests/security/test_squatters.py tests/shares tests/tasks
    tests/trash tests/views tests/web tests/words/test_rules.py tests/workspaces
"""


def test_every_guard_is_missed_when_it_is_lifted() -> None:
    """Marked source is what runs there, in a process of its own; nothing of it stays."""
    tests = os.environ.get("PRIMO_DRILL_GUARDS", TESTS).split()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.guards.plugin", *tests]
    run = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    said = []
    for line in run.stdout:
        if TOLD.match(line):
            said.append(line)
            print(line, end="", flush=True)
    assert run.wait() == 0, "".join(said)
