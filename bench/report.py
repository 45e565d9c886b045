"""The figures as a table, for the terminal and for bench/RESULTS.md."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from bench.browsing import Look
from bench.cases import Case
from bench.client import Measured, median

CHECKOUT = Path(__file__).parents[1]


def table(cases: list[Case], rounds: list[dict[str, Measured]]) -> str:
    """Return one line for each case: medians over the rounds, each compared with hello of its own round."""
    lines = [
        "| case | requests/s | p50 ms | p95 ms | bytes | share of hello | expected now | goal |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for case in cases:
        runs = [found[case.name] for found in rounds]
        share = median([found[case.name].rate / found["hello"].rate for found in rounds])
        figures = [
            f"{median([run.rate for run in runs]):,.0f}",
            f"{median([run.quantile(0.5) for run in runs]):.1f}",
            f"{median([run.quantile(0.95) for run in runs]):.1f}",
            f"{median([run.size for run in runs]):,.0f}",
            f"{share:.2f}",
            wanted(case.now, share),
            wanted(case.goal, share),
        ]
        lines.append(f"| {case.name} | {' | '.join(figures)} |")
    return "\n".join(lines)


def wanted(least: float | None, share: float) -> str:
    return "" if least is None else f"≥ {least:.2f} {'✓' if share >= least else '✗'}"


def machine() -> str:
    """Return what the figures depend on: processor, cores, Python, commit."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    busy = f"load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}, {busy}"


def commit() -> str:
    asked = subprocess.run(["git", "log", "-1", "--format=%h %cs"], cwd=CHECKOUT, capture_output=True, text=True)
    return asked.stdout.strip() or "unknown"


def looks_table(looks: list[Look]) -> str:
    """Return one line for each kind of action on each line, with the goals beside what was measured."""
    lines = ["| action | line | samples | median ms | p95 ms | goal |", "|---|---|---:|---:|---:|---:|"]
    for look in looks:
        goals = [
            f"{name} ≤ {goal:.0f} {'✓' if found <= goal else '✗'}"
            for name, goal, found in (("median", look.median_goal, look.median), ("p95", look.p95_goal, look.p95))
            if goal is not None
        ]
        figures = [str(len(look.samples)), f"{look.median:.0f}", f"{look.p95:.0f}", ", ".join(goals)]
        lines.append(f"| {look.name} | {look.line} | {' | '.join(figures)} |")
    return "\n".join(lines)


def write(file: Path, parts: list[str]) -> None:
    """Write the results with the commit and the machine they belong to; a section not measured now stays as it was."""
    if file.exists():
        kept = [f"## {part}" for part in file.read_text().split("\n## ")[1:]]
        titles = [part.partition(" (")[0] for part in parts]
        parts = parts + [part.rstrip() + "\n" for part in kept if part.partition(" (")[0] not in titles]
    text = "\n".join([parts[0], *sorted(parts[1:], reverse=True)]).strip()
    file.write_text(
        "# What `make bench` measured last\n\n"
        "Medians of interleaved rounds on one machine that also runs the database, Redis and the load client;\n"
        "“hello” is a constant route of the same server with the usual hooks. Only shares compare between machines.\n\n"
        f"- commit: {commit()}\n- machine: {machine()}\n- run: {text}\n"
    )
