"""The SQL of a filter finds what the oracle finds, for whoever asks, wherever they are; rights are not its business."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from flask import g
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db, driver
from app.filtering.asking import asks_trash, says_state
from app.filtering.fields import FIELDS
from app.filtering.parsing import parse
from app.filtering.printing import write
from app.filtering.tree import (
    Between,
    Compared,
    Condition,
    Me,
    Named,
    Node,
    Nothing,
    Offset,
    Period,
    Query,
    Text,
    Value,
)
from app.projects.models import Section
from app.tasks.conditions import base_parameters, conditions
from app.tasks.filters import Filters
from app.tasks.rows import FROM
from app.workspaces.viewer import Viewer
from tests.cast import Team
from tests.filtering import tasks, trees
from tests.filtering.oracle import matches
from tests.tasks import sample
from tests.tasks.test_grouping import MOMENTS

EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
"""More of them are a drill: EXAMPLES=5000 pytest tests/filtering/test_matching.py."""
NAMES = {
    "assignee": ["Alice Adams", "bob brown", "Gina Green", "Nobody"],
    "creator": ["Alice Adams", "Bob Brown"],
    "label": ["home", "Errand", "ÄRZTE", "gone"],
    "section": ["a", "B", "C"],
    "project": ["ONE", "two", "Old", "Inbox", "None such"],
}
WORDS = st.sampled_from(["plan", "bud", "Garden", "übung", "ärger lake", "plan 3", "lake", "sea", ""]).map(Text)


def leaf(name: str) -> st.SearchStrategy[Node]:
    values: list[st.SearchStrategy[Value]] = [trees.values(FIELDS[name])]
    if name in NAMES:
        values = [st.sampled_from(NAMES[name]).map(Named)]
        values += [st.just(Nothing())] if FIELDS[name].can_be_empty else []
        values += [st.just(Me())] if FIELDS[name].kind == "person" else []
    several = st.lists(st.one_of(values), min_size=1, max_size=2, unique=True)
    return several.map(lambda listed: Condition(name, tuple(listed)))


NEAR = st.builds(Offset, st.integers(-9, 9).filter(bool), st.sampled_from(["d", "w"]))
NEAR_DAYS = st.one_of(
    st.builds(Compared, st.sampled_from(["=", "<", "<=", ">", ">="]), NEAR),
    st.builds(Between, NEAR, NEAR),
    st.builds(Period, st.sampled_from(["week", "month"])),
)
DAYS = st.builds(
    lambda name, value: Condition(name, (value,)),
    st.sampled_from(["due", "start", "created", "updated", "completed"]),
    NEAR_DAYS,
)
TREES = st.recursive(st.one_of(WORDS, DAYS, *(leaf(name) for name in FIELDS)), trees.joined, max_leaves=8)


@dataclass(slots=True, repr=False)
class World:
    viewer: Viewer
    people: dict[uuid.UUID, str]
    sections: list[Section]
    written: list[list[sample.Sample]]
    unread: set[uuid.UUID]


@pytest.fixture
def world(team: Team, inside: None) -> Iterator[World]:
    """Tasks around three moments in two open projects, the Inboxes, the archive and the trash."""
    viewer = team.alice.viewer()
    places = sample.make_places(viewer, at=MOMENTS[0])
    written = [sample.make(60, places, by=viewer, now=now, first=1 + 1000 * place) for place, now in enumerate(MOMENTS)]
    every = [one for several in written for one in several]
    unread = tasks.finish(every, viewer, now=MOMENTS[0], seed=1)
    users = {user.id: user.name for user in db.session.scalars(select(User))}
    yield World(
        viewer, {person.id: users[person.user_id] for person in places.people}, places.sections, written, unread
    )
    db.session.rollback()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tree=TREES,
    now=st.sampled_from(MOMENTS),
    zone=st.sampled_from(("Europe/Berlin", "America/New_York", "Pacific/Auckland")),
    sunday_first=st.booleans(),
)
def test_a_filter_finds_what_it_says(world: World, tree: Node, now: datetime, zone: str, sunday_first: bool) -> None:
    tree = parse(write(Query(tree))).tree or tree
    viewer = replace(world.viewer, account=replace(world.viewer.account, time_zone=zone, sunday_first=sunday_first))
    g.pop("named_projects", None)
    expected = set()
    for one in (one for several in world.written for one in several):
        seen = tasks.as_seen(one, world.people, world.sections, viewer.zone, now, unread=one.id in world.unread)
        home = one.project
        is_there = home.trashed_at is None and home.archived_at is None and home.inbox_of in (None, viewer.member_id)
        is_there = is_there and (one.trashed_at is None or asks_trash(tree))
        is_there = is_there and (says_state(tree) or "open" in seen.states)
        if is_there and matches(tree, seen, me="Alice Adams", today=viewer.today(now), sunday_first=sunday_first):
            expected.add(one.id)
    assert find(viewer, tree, now) == expected, write(Query(tree))


def find(viewer: Viewer, tree: Node, now: datetime) -> set[uuid.UUID]:
    parameters = base_parameters(viewer, now)
    search, where = conditions(viewer, Filters(tree=tree), project_id=None, parameters=parameters)
    found = driver().execute(f"{search}select t.id {FROM} where {' and '.join(where)}", parameters)
    return {id for (id,) in found}


def test_it_finds_nothing_in_the_inbox_of_somebody_else(world: World) -> None:
    """Not even by asking for it, whatever the filter says besides."""
    theirs = {one.id for several in world.written for one in several if one.project.inbox_of}
    theirs -= {one.id for several in world.written for one in several if one.project.inbox_of == world.viewer.member_id}
    assert theirs
    for text in ("project:Inbox", "-project:Inbox", "is:trashed or -is:trashed", "is:open,done", "plan or -plan"):
        tree = parse(text).tree
        assert tree is not None
        assert not find(world.viewer, tree, MOMENTS[0]) & theirs, text
