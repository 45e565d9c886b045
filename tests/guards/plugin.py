"""Runs the tests once to learn which guards each of them asks, then those tests again without each guard in turn.

`python -m pytest -p tests.guards.plugin tests/security …` prints a line for each guard that no test misses.
"""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.runner import runtestprotocol

from tests.guards import lifting
from tests.guards.marking import marked

ROOT = Path(__file__).resolve().parents[2]
GUARDS: list[str] = []
OUTSIDE = ("app.local", "app.demo", "app.translation", "app.words", "app.factory")
"""No requests come by there."""


class MarkingLoader(SourceFileLoader):
    def source_to_code(self, data: object, path: object, *, _optimize: int = -1) -> object:  # type: ignore[override]
        source = bytes(data).decode() if isinstance(data, bytes | memoryview) else ast.unparse(data)  # type: ignore[arg-type]
        tree, names = marked(source, str(Path(str(path)).relative_to(ROOT)))
        GUARDS.extend(names)
        return compile(tree, str(path), "exec", dont_inherit=True)

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        """Compile anew: what is kept in `__pycache__` has no marks."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class MarkingFinder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith("app.") or fullname.startswith(OUTSIDE):
            return None
        place = ROOT.joinpath(*fullname.split("."))
        file, folder = place.with_suffix(".py"), place / "__init__.py"
        found = folder if folder.is_file() else file
        if not found.is_file():
            return None
        loader: Loader = MarkingLoader(fullname, str(found))
        inside = [str(place)] if found is folder else None
        return spec_from_file_location(fullname, found, loader=loader, submodule_search_locations=inside)


sys.meta_path.insert(0, MarkingFinder())
lifting.watch_statements()


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Learn who asks what, then lift one guard after the other."""
    asked: dict[str, list[tuple[float, pytest.Item]]] = {}
    for item in session.items:
        lifting.ASKED.clear()
        start = time.monotonic()
        if (fault := fault_of(item)) is not None:
            print(f"red with every guard: {item.nodeid}\n{fault}", flush=True)
            session.testsfailed += 1
            continue
        for name in lifting.ASKED:
            asked.setdefault(name, []).append((time.monotonic() - start, item))
    print(f"{len(session.items)} tests, {len(GUARDS)} guards, {len(asked)} of them asked", flush=True)
    for name in GUARDS:
        lift_one(session, name, [item for _, item in sorted(asked.get(name, []), key=lambda pair: pair[0])])
    print(f"{len(GUARDS)} guards, {session.testsfailed} not missed", flush=True)
    return True


def lift_one(session: pytest.Session, name: str, items: list[pytest.Item]) -> None:
    lifting.lift(name)
    missed = next((item for item in items if fault_of(item) is not None), None)
    lifting.lift("")
    if missed is None:
        session.testsfailed += 1
        print(f"NOT MISSED ({len(items)} tests ask it): {name}", flush=True)


def fault_of(item: pytest.Item) -> str | None:
    """Run one test, with what lasts for the session left standing, and return what is wrong, if anything is."""
    item._initrequest()  # type: ignore[attr-defined]
    reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
    return next((str(one.longrepr)[-1500:] for one in reports if not one.passed), None)
