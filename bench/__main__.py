"""`make bench`: seed, serve, measure every case in turn, several times over, and print the table."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from bench.browsing import look, measure_actions, measure_visits
from bench.cases import Case, cases
from bench.client import Measured, measure
from bench.reading import measure_reading
from bench.report import looks_table, table, write
from bench.seeding import Place, seed
from bench.stack import Stack, running_stores, serving

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Run it all; it ends with a word and status 1 where an answer was not the expected one."""
    options = read_options()
    if options.only == "words":
        print(measure_reading(options.lines))
        return
    size = f"{options.tasks:,} tasks in {options.workspaces:,} workspaces"
    with running_stores() as stack:
        start = time.monotonic()
        places = seed(stack.database, workspaces=options.workspaces, tasks=options.tasks)
        print(f"{size}, {time.monotonic() - start:.0f} s", flush=True)
        with serving(stack):
            parts = [f"{size}\n", measure_reading(options.lines)]
            if options.only in (None, "server"):
                parts.append(measure_server(stack, places, options))
            if options.only in (None, "browser", "visits"):
                parts.append(measure_first_visit(stack, places, options))
            if options.only in (None, "browser"):
                parts.append(measure_browser(stack, places, options))
    print("\n".join(parts))
    write(options.results, parts)


def measure_server(stack: Stack, places: list[Place], options: argparse.Namespace) -> str:
    """Return the section on the server alone."""
    chosen = cases(stack, places, options.connections)
    rounds = [measure_round(stack.port, chosen, options.seconds) for _ in said(options.rounds)]
    how = f"{options.connections} connections, {options.rounds} rounds of {options.seconds:g} s each"
    return f"## The server ({how})\n\n{table(chosen, rounds[1:])}\n"


def measure_first_visit(stack: Stack, places: list[Place], options: argparse.Namespace) -> str:
    """Return the section on the first look at a list of 50 tasks: nothing cached, no connection open."""
    print("a first visit", flush=True)
    looks = look(address(stack), places[0], options.samples, measure_visits, is_local=options.local)
    return f"## A first visit in Chromium (from the address, with an empty cache)\n\n{looks_table(looks)}\n"


def measure_browser(stack: Stack, places: list[Place], options: argparse.Namespace) -> str:
    """Return the section on a person at a browser."""
    print("in a browser", flush=True)
    looks = look(address(stack), places[-1], options.samples, measure_actions, is_local=options.local)
    return f"## In Chromium (from the event to the drawn frame)\n\n{looks_table(looks)}\n"


def address(stack: Stack) -> str:
    return f"http://127.0.0.1:{stack.port}"


def said(rounds: int) -> Iterator[int]:
    """Count the rounds aloud; the one before the first warms up and is not kept."""
    for turn in range(rounds + 1):
        print(f"round {turn} of {rounds}" if turn else "warming up", flush=True)
        yield turn


def measure_round(port: int, chosen: list[Case], seconds: float) -> dict[str, Measured]:
    """Measure each case once, one after the other."""
    found: dict[str, Measured] = {}
    for case in chosen:
        found[case.name] = measured = measure(port, case.requests(), seconds)
        if set(measured.statuses) != {case.status}:
            raise SystemExit(f"primo: {case.name} was answered with {measured.statuses}")
    return found


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--workspaces", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=200_000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lines", type=int, default=4_000, help="of words to read, of each kind")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument(
        "--samples", type=int, default=40, help="of each action in the browser; a first visit a quarter"
    )
    parser.add_argument("--local", action="store_true", help="leave the slow line out")
    parser.add_argument("--only", choices=("server", "browser", "visits", "words"))
    parser.add_argument("--results", type=Path, default=RESULTS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
