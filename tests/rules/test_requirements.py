"""What is installed is pinned, hashed, and the same wherever it is named."""

from __future__ import annotations

import re

import pytest

from tests.rules.tree import ROOT

NAMES = ("requirements", "requirements-local", "requirements-dev")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name: str) -> dict[str, str]:
    """Return the pinned version of every package; each must come with its hashes."""
    found = {}
    for block in re.split(r"\n(?=\S)", (ROOT / f"{name}.txt").read_text()):
        if block and not block.startswith("#"):
            match = PIN.match(block)
            assert match, f"{name}.txt: {block.splitlines()[0]} is not pinned"
            assert "--hash=sha256:" in block, f"{name}.txt: {match[1]} has no hash"
            found[normal(match[1])] = match[2]
    return found


def wanted(name: str) -> set[str]:
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    names = (re.match(r"^[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-")))
    return {normal(match[0]) for match in names if match}


@pytest.mark.parametrize("name", NAMES)
def test_everything_wanted_is_pinned_with_hashes(name: str) -> None:
    assert wanted(name) <= set(pins(name)), f"run make lock: {sorted(wanted(name) - set(pins(name)))}"


def test_the_lists_agree() -> None:
    versions: dict[str, str] = {}
    for name in NAMES:
        for package, version in pins(name).items():
            assert versions.setdefault(package, version) == version, f"{package} has two versions; run make lock"


def test_nothing_is_fetched_from_a_place_of_somebodys_own() -> None:
    for name in NAMES:
        text = (ROOT / f"{name}.txt").read_text()
        assert "://" not in text, f"{name}.txt names an address"
        assert "--index" not in text
        assert "--find-links" not in text
