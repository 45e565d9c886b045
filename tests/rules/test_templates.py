"""Templates parse, say what they need, name only what exists, and put nothing inline."""

from __future__ import annotations

import re

from flask import Flask
from jinja2 import StrictUndefined, meta, nodes

from app.web.errors import PAGES, STATUSES, TITLES
from app.workspaces.policy import ACTIONS
from tests.rules.tree import ROOT, ours

INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=|hx-on|javascript:|<script(?![^>]*\bsrc=)|\bjs:", re.IGNORECASE)
MAY = re.compile(r"""may\(["']([a-z.]+)["']""")
TO = re.compile(r"""\b(?:to=|require\(\s*g?\.?viewer,\s*|can\(\s*g?\.?viewer,\s*)["']([a-z.]+)["']""")


def templates() -> dict[str, str]:
    return {
        path.relative_to("templates").as_posix(): (ROOT / path).read_text()
        for path in ours(".html")
        if path.parts[0] == "templates"
    }


def test_a_missing_value_is_an_error(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.autoescape is not False


def test_every_template_parses_and_uses_what_exists(app: Flask) -> None:
    for name, source in templates().items():
        tree = app.jinja_env.parse(source)
        used = {node.name for node in tree.find_all(nodes.Filter)}
        assert used <= set(app.jinja_env.filters), f"{name}: {used - set(app.jinja_env.filters)}"
        app.jinja_env.get_template(name)
        for other in meta.find_referenced_templates(tree):
            assert other is None or other in templates(), f"{name} refers to {other}"


def test_every_template_says_what_it_is_for() -> None:
    for name, source in templates().items():
        assert source.startswith("{# ") or name.endswith(".txt"), f"{name} begins without a comment"


def test_every_refusal_has_its_page() -> None:
    assert {f"errors/{status}.html" for status in PAGES} <= set(templates())
    assert set(STATUSES.values()) | set(TITLES) <= PAGES


def test_a_template_imports_the_macros_it_calls_and_no_others(app: Flask) -> None:
    """A partial that calls what only its includer imports breaks when it is included elsewhere."""
    trees = {name: app.jinja_env.parse(source) for name, source in templates().items()}
    imported = {name: set(imports_of(tree)) for name, tree in trees.items()}
    macros = set().union(*imported.values())
    taken = {original for tree in trees.values() for original in imports_of(tree).values()}
    for name, tree in trees.items():
        names = list(tree.find_all(nodes.Name))
        read = {one.name for one in names if one.ctx == "load"}
        own = {macro.name for macro in tree.find_all(nodes.Macro)}
        bound = imported[name] | own | {one.name for one in names if one.ctx != "load"}
        called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
        assert not imported[name] - read, f"{name} imports and does not use {imported[name] - read}"
        assert not (called & macros) - bound, f"{name} calls and does not import {(called & macros) - bound}"
        assert not own - read - taken, f"nobody calls {own - read - taken} of {name}"


def imports_of(tree: nodes.Template) -> dict[str, str]:
    """Return the names a template imports, each with what it is called where it is defined."""
    names = [name for found in tree.find_all(nodes.FromImport) for name in found.names]
    return dict((name[1], name[0]) if isinstance(name, tuple) else (name, name) for name in names)


def test_partials_say_what_they_need() -> None:
    for name, source in templates().items():
        if name.rsplit("/", 1)[-1].startswith("_"):
            assert re.search(r"\b[Nn]eeds?\b", source.split("#}")[0]), name


def test_nothing_is_inline() -> None:
    for name, source in templates().items():
        if not name.startswith(("mails/", "notifications/mails/")) and "mail" not in name:
            found = INLINE.search(re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL))
            assert not found, f"{name}: {found[0]}"


def test_nothing_is_marked_safe_in_a_template(app: Flask) -> None:
    for name, source in templates().items():
        for node in app.jinja_env.parse(source).find_all(nodes.Filter):
            assert node.name != "safe", f"{name}: {node.lineno}"
        assert "autoescape" not in source, name


def test_templates_and_code_ask_for_actions_that_exist() -> None:
    for name, source in templates().items():
        assert set(MAY.findall(source)) <= set(ACTIONS), name
    for path in ours(".py"):
        if path.parts[0] == "app":
            assert set(TO.findall((ROOT / path).read_text())) <= set(ACTIONS), path
