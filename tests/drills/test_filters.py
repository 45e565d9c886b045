"""Filters over 50,000 tasks of one workspace: the usual ones are quick, the worst that can be written is bounded.

PRIMO_DRILL_TASKS sets the size; each filter's time and the nodes of its plan are printed (pytest -s).
"""

from __future__ import annotations

import os
import time

import pytest
from flask import Flask

from app.database import in_workspace
from app.extensions import driver
from app.local.stores import Stores
from app.tasks.conditions import base_parameters, conditions
from app.tasks.filters import Filters
from app.tasks.rows import FROM
from app.web.clock import now
from app.workspaces.prologue import read_prologue
from bench.seeding import Place, seed

pytestmark = pytest.mark.drill
TASKS = int(os.environ.get("PRIMO_DRILL_TASKS", "50000"))
SECONDS = float(os.environ.get("PRIMO_DRILL_SECONDS", "1"))
WORST = 4.0
USUAL = (
    "is:open",
    "is:overdue",
    "is:open assignee:me",
    "assignee:none",
    "-assignee:me",
    "due:<7d",
    "due:week",
    "due:none",
    'label:"Label 1","Label 2"',
    '-label:"Label 1"',
    "label:none",
    "is:unread",
    "is:repeating",
    "is:trashed",
    "priority:high or is:overdue",
    'is:overdue or label:"Label 1" or assignee:me',
    '-(label:"Label 1" or assignee:me)',
    "plan",
    "plan paint",
    "-plan",
    "plan or paint",
    "plan label:none due:<1m -assignee:me (priority:high,urgent or is:overdue)",
    "completed:week",
    "created:>=-7d",
    "updated:today",
    'project:"Project 1" or section:none',
)
HOSTILE = (
    " or ".join(f"-w{number}" for number in range(60)),
    " or ".join(f"(-label:none plan{number} -assignee:me)" for number in range(20)),
    "-(" * 19 + "plan" + ")" * 19,
    " ".join(f"-due:..{2000 + number}-01-01" for number in range(60)),
)


@pytest.fixture
def place(app: Flask, urls: Stores) -> Place:
    (made,) = seed(urls.owner, workspaces=1, tasks=TASKS)
    return made


def run(place: Place, text: str) -> tuple[float, str]:
    """Return how long a filter takes to be counted, and how the database went about it."""
    _, viewer = read_prologue(place.token, slug=place.slug)
    assert viewer is not None
    with in_workspace(viewer.workspace_id):
        parameters = base_parameters(viewer, now())
        search, where = conditions(viewer, Filters().also(text), project_id=None, parameters=parameters)
        asked = f"{search}select count(*) {FROM} where {' and '.join(where)}"
        driver().execute(asked, parameters).fetchone()
        start = time.perf_counter()
        driver().execute(asked, parameters).fetchone()
        taken = time.perf_counter() - start
        lines = [line for (line,) in driver().execute(f"explain {asked}", parameters)]
    return taken, " | ".join(line.split("(cost")[0].strip(" ->") for line in lines if "(cost" in line)


def test_the_usual_filters_are_quick(place: Place) -> None:
    slow = {}
    for text in USUAL:
        taken, plan = run(place, text)
        print(f"{taken * 1000:7.1f} ms  {text}\n            {plan}")
        if taken > SECONDS:
            slow[text] = taken
    assert not slow


def test_the_worst_that_can_be_written_is_bounded(place: Place) -> None:
    for text in HOSTILE:
        taken, plan = run(place, text)
        print(f"{taken * 1000:7.1f} ms  {text[:60]} …\n            {plan[:200]}")
        assert taken < WORST, text
