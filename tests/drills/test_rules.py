"""Ten thousand repeat rules fall on the days that python-dateutil says, over every change of clocks."""

from __future__ import annotations

import pytest

from tests.words.random_occurrences import follow_occurrences
from tests.words.random_rules import check_rules

pytestmark = pytest.mark.drill


def test_ten_thousand_rules() -> None:
    check_rules(10_000, seed=2)


def test_ten_thousand_tasks_over_changes_of_clocks() -> None:
    follow_occurrences(10_000, seed=4)
