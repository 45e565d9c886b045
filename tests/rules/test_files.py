"""What a file of ours is: short, named for what it can, free of the machine it was written on."""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from pathlib import Path

from tests.rules.tree import ROOT, files, is_vendored, ours

LONGEST = 250
WRITTEN_BY_TOOLS = ("migrations/versions", "requirements", "bench/RESULTS")
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|services?|misc|v2)(_|$)|^(handle|process)_", re.IGNORECASE)
EMPTY_CLASSES = re.compile(r"(Utils?|Helper|Manager|Service|Processor)$")
MACHINES = re.compile(
    r"(?<![\w.<])/(?:work|root|home/\w+|Users/\w+|tmp/wt)/\w"
    r"|(?:extra-)?index-url\s*=?\s*https?:"
    r"|https?://[\w.-]*(?:artifact|registry|mirror|proxy)[\w.-]*\.\w+",
    re.IGNORECASE,
)
OVERRIDES = {"handle_warm_shutdown_request", "handle_exit", "process_bind_param", "process_result_value"} | {
    *("handle_data", "handle_endtag", "handle_starttag")
}
"""Names that a library calls."""
LOOSE_ENDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
TOP_LEVEL = re.compile(r"^(?:async )?(?:function\*? |const |let |class )([A-Za-z_]\w*)", re.MULTILINE)
SKIPS = re.compile(r"pytest\.(skip|xfail|importorskip)\(|mark\.(skip|skipif|xfail)\b")


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    for path in ours(".py", ".html", ".css", ".js"):
        lines = len((ROOT / path).read_text().splitlines())
        assert lines <= LONGEST or str(path).startswith(WRITTEN_BY_TOOLS), f"{path} has {lines} lines"


def test_the_scripts_share_one_scope_and_no_name_stands_for_two_things() -> None:
    names = [name for path in (ROOT / "static" / "js").glob("*.js") for name in TOP_LEVEL.findall(path.read_text())]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_names_say_what_a_thing_does() -> None:
    empty = [str(path) for path in files() if EMPTY_NAMES.search(path.stem) and not is_vendored(path)]
    empty += [
        f"{path}:{node.lineno}: {node.name}"
        for path in ours(".py")
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and is_empty(node.name)
    ]
    assert not empty


def is_empty(name: str) -> bool:
    return name not in OVERRIDES and bool(EMPTY_NAMES.search(name) or EMPTY_CLASSES.search(name))


def test_every_module_says_what_it_is_for() -> None:
    for path in ours(".py"):
        tree = ast.parse((ROOT / path).read_text())
        if path.parts[0] in ("app", "bench"):
            assert not tree.body or ast.get_docstring(tree), path


def test_nothing_is_left_for_later_and_no_test_is_skipped() -> None:
    for path in ours(".py", ".html", ".css", ".js"):
        text = (ROOT / path).read_text()
        if path != Path("tests/rules/test_files.py"):
            assert not LOOSE_ENDS.search(text), path
            assert not SKIPS.search(text), path


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    for path in files():
        if path != Path("tests/rules/test_files.py") and not is_vendored(path):
            found = MACHINES.search((ROOT / path).read_text(errors="replace"))
            assert not found, f"{path}: {found[0]}"


def test_vendored_files_are_what_they_were() -> None:
    lists = [*ROOT.glob("static/**/checksums.txt"), *ROOT.glob("tests/**/checksums.txt")]
    assert len(lists) >= 2
    for listed in lists:
        lines = (line.split() for line in listed.read_text().splitlines() if line.strip())
        known = {name: checksum for checksum, name in lines}
        there = {path.name for path in listed.parent.iterdir() if path.suffix in (".js", ".css")}
        assert there == set(known), listed
        for name, checksum in known.items():
            assert hashlib.sha256((listed.parent / name).read_bytes()).hexdigest() == checksum, name
