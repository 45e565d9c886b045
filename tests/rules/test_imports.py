"""Imports go one way: what is below knows nothing of what is above it."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KNOW_THE_REQUEST = {"app.accounts.notices", "app.accounts.sessions", "app.workspaces.prologue"}
"""A session notes the browser and network it was started from; the prologue opens the request's transaction."""
FOUNDATION = {
    "app",
    "app.database",
    "app.dates",
    "app.errors",
    "app.hues",
    "app.networks",
    "app.ordering",
    "app.settings",
    "app.settings_faults",
    "app.texts",
    "app.translation",
    "app.translation.catalogues",
    "app.translation.code",
    "app.translation.expressions",
    "app.translation.pages",
    "app.translation.runs",
    "app.translation.scanning",
    "app.translation.scripts",
    "app.translation.speaking",
    "app.walls",
    "app.wording",
    "app.zones",
}
SKINS = ("routes", "guards", "etags", "shell", "swaps", "open_page", "answers", "commands", "cli")
"""Files of a product package that may know of the request; verbs, queries and models may not."""
PRODUCT = (
    "accounts",
    "workspaces",
    "projects",
    "filters",
    "tasks",
    "comments",
    "activity",
    "notifications",
    "insights",
    "history",
    "api",
)
KNOT = {
    "accounts",
    "activity",
    "audit",
    "comments",
    "filters",
    "projects",
    "tasks",
    "workspaces",
}
"""Who one is, what one works on and what is kept of it need each other; nobody else joins them, whoever can leaves."""
SHOWN = {"app.audit.table", "app.tasks.feed", "app.tasks.page"}
"""They gather what a page or a file shows, from above their package too; only skins ask for them."""
TOLD = {"app.notifications.models"}
"""Whoever needs a mail adds its row; nothing else of the notifications is known below them."""


@cache
def modules() -> dict[str, Path]:
    """Return every module of the application by its dotted name."""
    found = {}
    for path in (ROOT / "app").rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports_of(name: str) -> frozenset[str]:
    """Return the modules of ours that this one imports when it is loaded."""
    found = set()
    for node in ast.parse(modules()[name].read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "app":
            wholes = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (wholes & set(modules())) or {node.module}
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in modules()}
    return frozenset(found - {name})


def test_no_module_needs_itself() -> None:
    """A package may gather modules, its own or beside it, and they may use what it defined before."""
    graph = {name: {other for other in imports_of(name) if not gathers(other, name)} for name in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def gathers(package: str, name: str) -> bool:
    """Say whether `package` ends with importing `name`, for what it adds (its routes, its commands)."""
    is_package = modules()[package].name == "__init__.py"
    return is_package and (name.startswith(f"{package}.") or name in imports_of(package))


def test_packages_need_each_other_one_way() -> None:
    needs: dict[str, set[str]] = {}
    for package, others in packages().items():
        knit = "the knot" if package in KNOT else package
        needs.setdefault(knit, set()).update({"the knot" if other in KNOT else other for other in others} - {knit})
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def test_nobody_stays_in_the_knot_who_could_leave() -> None:
    for package in KNOT:
        assert package in reached_from(package), package


def test_what_gathers_for_pages_is_asked_by_skins_only() -> None:
    for name in modules():
        assert is_skin(name) or name in SHOWN or not imports_of(name) & SHOWN, name


@cache
def packages() -> dict[str, set[str]]:
    """Return which packages each package needs, its skins apart: they may show what lies above it."""
    needs: dict[str, set[str]] = {}
    for name in modules():
        if not is_skin(name) and name not in SHOWN:
            needs.setdefault(package_of(name), set()).update(map(package_of, imports_of(name) - TOLD))
    return {package: others - {package} for package, others in needs.items()}


def reached_from(package: str) -> set[str]:
    """Return all that a package needs, and what those need."""
    reached: set[str] = set()
    ahead = [package]
    while ahead:
        new = packages()[ahead.pop()] - reached
        reached |= new
        ahead += new
    return reached


def package_of(name: str) -> str:
    return f"{name}.{name}".split(".")[1]


def test_the_foundation_stands_alone() -> None:
    for name in FOUNDATION:
        assert imports_of(name) <= FOUNDATION, name


def test_the_web_and_the_extensions_know_no_product() -> None:
    below = FOUNDATION | {"app.extensions"} | {name for name in modules() if name.startswith("app.web")}
    for name in below:
        assert imports_of(name) <= below, f"{name} imports {sorted(imports_of(name) - below)}"


def test_the_supervisor_does_not_load_the_application() -> None:
    for name in modules():
        if name.startswith("app.local"):
            assert all(other == "app" or other.startswith("app.local") for other in imports_of(name)), name


def test_domain_code_does_not_know_the_request() -> None:
    for name, path in modules().items():
        if is_domain(name) and name not in KNOW_THE_REQUEST:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.module == "flask":
                    taken = {alias.name for alias in node.names}
                    assert not taken & {"request", "session", "make_response", "redirect"}, f"{name} imports {taken}"


def test_domain_code_does_not_import_its_skins() -> None:
    for name in modules():
        if is_domain(name):
            skins = {other for other in imports_of(name) if is_skin(other)}
            assert not skins, f"{name} imports {skins}"


def test_domain_code_does_not_commit() -> None:
    """The one who started the transaction ends it: a route, a job or a command."""
    for name, path in modules().items():
        if is_domain(name) and name.split(".")[1] in ("projects", "tasks", "comments", "workspaces"):
            assert ".commit()" not in path.read_text(), name


def test_those_who_are_told_are_not_known_by_those_who_tell() -> None:
    upper = (
        "app.notifications",
        "app.live",
        "app.insights",
        "app.history",
        "app.api",
        "app.worker",
        "app.schedule",
        "app.factory",
    )
    for name in modules():
        if name.startswith(("app.tasks", "app.projects", "app.comments", "app.workspaces", "app.accounts")):
            known = {other for other in imports_of(name) if other.startswith(upper)} - TOLD
            assert is_skin(name) or not known, f"{name} imports {known}"


def is_domain(name: str) -> bool:
    parts = name.split(".")
    return len(parts) > 2 and parts[1] in PRODUCT and parts[1] != "api" and not is_skin(name)


def is_skin(name: str) -> bool:
    return any(part in SKINS or part.endswith("_routes") for part in name.split(".")[2:])


def test_nothing_asks_other_servers_but_by_one_door() -> None:
    """Mail has a door of its own, and the supervisor asks the server that it has started."""
    clients = re.compile(
        r"^\s*(?:import|from) (requests|httpx|aiohttp|urllib3|urllib\.request|http\.client)\b", re.MULTILINE
    )
    asking = {name for name, path in modules().items() if clients.search(path.read_text())}
    assert asking == {"app.web.outbound", "app.local.supervisor"}
