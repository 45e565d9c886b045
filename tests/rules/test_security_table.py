"""The table of what protects whom names code and tests that exist."""

from __future__ import annotations

import re

from tests.rules.tree import ROOT

NAMED = re.compile(r"`([\w.-]+/[\w/.-]+)(?:::(test_\w+))?`")

SECTIONS = {"Access", "Walls", "Ways in", "Guessing", "Secrets", "Cross-site", "Content", "Outbound", "Input"}


def test_every_row_names_its_code_and_its_tests() -> None:
    lines = [line for line in (ROOT / "docs/security.md").read_text().splitlines() if line.startswith("| ")]
    rows = [line for line in lines if not line.startswith(("| **", "| requirement"))]
    assert len(rows) >= 120
    assert len({row.split("|")[1] for row in rows}) == len(rows), "a requirement stands twice"
    assert {line.split("**")[1] for line in lines if line.startswith("| **")} >= SECTIONS
    for row in rows:
        _, _, code, tests, _ = row.split("|")
        assert NAMED.search(code) or code.strip().startswith("all "), row
        assert NAMED.search(tests), row
        assert all(test for _, test in NAMED.findall(tests)), row
        assert "`" not in NAMED.sub("", code + tests), f"neither a file nor a test: {row}"


def test_every_file_and_test_it_names_exists() -> None:
    for path, test in NAMED.findall((ROOT / "docs/security.md").read_text()):
        assert (ROOT / path).is_file(), path
        assert not test or re.search(rf"^def {test}\(", (ROOT / path).read_text(), re.MULTILINE), f"{path}::{test}"
