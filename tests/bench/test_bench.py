"""`make bench` at its smallest: that it works, never how quick it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def test_the_bench_measures_every_case_and_writes_its_table(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    sizes = [
        "--workspaces",
        "3",
        "--tasks",
        "600",
        "--connections",
        "2",
        "--rounds",
        "1",
        "--seconds",
        "0.2",
        "--samples",
        "1",
        "--local",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "bench", *sizes, "--results", str(results)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = results.read_text()
    assert "600 tasks in 3 workspaces" in text
    server, reading, browser = text.split("\n## ")[1:]
    assert "| a task in words |" in reading
    lines = [line for line in server.splitlines() if line.startswith("| ")][1:]
    assert len(lines) == 10
    assert lines[0].startswith("| hello |")
    assert all(" 1.00 |" in line or " 0." in line or " 1." in line for line in lines)
    seen = [line.split(" | ") for line in browser.splitlines() if line.startswith("| ")][1:]
    assert len(seen) == 7, "seven kinds of action"
    assert all(float(columns[3]) > 0 for columns in seen)
