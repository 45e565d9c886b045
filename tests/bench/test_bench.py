"""`make bench` at its smallest: that it works, never how quick it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


SMALLEST = (
    "--workspaces=3",
    "--tasks=600",
    "--connections=2",
    "--rounds=1",
    "--lines=20",
    "--seconds=0.02",
    "--samples=1",
    "--local",
)


def test_the_bench_measures_every_case_and_writes_its_table(tmp_path: Path) -> None:
    text = bench("server", tmp_path / "RESULTS.md")
    assert "600 tasks in 3 workspaces" in text
    lines = rows(text)
    assert len(lines) == 10
    assert lines[0].startswith("| hello |")
    assert all(float(line.split(" | ")[2]) > 0 for line in lines), "each took its time"


@pytest.mark.drill
def test_the_bench_measures_every_action_in_a_browser(tmp_path: Path) -> None:
    text = bench("browser", tmp_path / "RESULTS.md")
    seen = [line.split(" | ") for line in rows(text, "In Chromium") + rows(text, "A first visit")]
    assert len(seen) == 10, "six kinds of action, and four moments of a first visit"
    assert all(float(columns[3]) > 0 for columns in seen)


def bench(part: str, results: Path) -> str:
    """Measure one part at its smallest and return the table."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--only", part, *SMALLEST, "--results", str(results)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return results.read_text()


def rows(text: str, section: str = "The server") -> list[str]:
    """Return the lines of a section's table."""
    return [line for line in text.split(f"\n## {section}")[1].split("\n## ")[0].splitlines() if line.startswith("| ")][
        1:
    ]
