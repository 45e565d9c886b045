"""Loads the modules of the application with their guards marked."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from tests.guards.marking import marked

ROOT = Path(__file__).resolve().parents[2]
GUARDS: dict[str, int] = {}
"""The guards of all modules, be they loaded or not, and the line each stands in."""
OUTSIDE = ("app.local", "app.demo", "app.translation", "app.words", "app.factory")
"""No requests come by there."""


class MarkingLoader(SourceFileLoader):
    def source_to_code(self, data: object, path: object, *, _optimize: int = -1) -> object:  # type: ignore[override]
        source = bytes(data).decode() if isinstance(data, bytes | memoryview) else ast.unparse(data)  # type: ignore[arg-type]
        tree, _ = marked(source, str(Path(str(path)).relative_to(ROOT)))
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


def load_marked() -> None:
    """From now on the application comes with marks."""
    for path in sorted(ROOT.glob("app/**/*.py")):
        file = path.relative_to(ROOT)
        if not ".".join(file.with_suffix("").parts).startswith(OUTSIDE):
            GUARDS.update(marked(path.read_text(), str(file))[1])
    sys.meta_path.insert(0, MarkingFinder())
