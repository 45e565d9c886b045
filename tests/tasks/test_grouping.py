"""Every list, however it is narrowed, sorted and grouped, shows each of its tasks once, in order, and counts them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.extensions import db
from app.projects.models import Project
from app.tasks import listing
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.filters import GROUPS, SORTS, Filters, read_filters
from app.tasks.old_addresses import DUE_WORDS, STATUS_SETS
from app.tasks.places import everywhere, project_place
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer
from tests.cast import Team
from tests.tasks import sample
from tests.tasks.asked import Asked
from tests.tasks.sample import Sample, expected, group_key, stands_alone

# The night clocks go forward in Berlin, the hour they repeat there, and a quiet evening.
MOMENTS = (
    datetime(2026, 3, 29, 1, 20, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 20, tzinfo=UTC),
    datetime(2026, 6, 10, 21, 30, tzinfo=UTC),
)


@dataclass(slots=True, repr=False)
class World:
    viewer: Viewer
    projects: list[Project]
    samples: list[Sample]

    def seen_from(self, zone: str) -> Viewer:
        return replace(self.viewer, account=replace(self.viewer.account, time_zone=zone))


@pytest.fixture
def world(team: Team, inside: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Sixty tasks around each of the moments, in two open projects, the Inboxes, the archive and the trash."""
    monkeypatch.setattr(listing, "PAGE", 7)
    viewer = team.alice.viewer()
    places = sample.make_places(viewer, at=MOMENTS[0])
    places.people[-1].removed_at = MOMENTS[0]
    samples = [
        one
        for place, now in enumerate(MOMENTS)
        for one in sample.make(60, places, by=viewer, now=now, first=1 + 1000 * place)
    ]
    yield World(viewer, places.projects, samples)
    db.session.rollback()


def some(values: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=2, unique=True).map(tuple)  # type: ignore[call-overload]


LISTS = st.builds(
    Asked,
    statuses=some((*STATUSES, *STATUS_SETS)),
    priorities=some(PRIORITIES),
    labels=some(("home", "Errand", "Ärzte")),
    assignees=some(("me", "none")),
    due=st.sampled_from(("", "", *DUE_WORDS)),
    due_from=st.sampled_from((None, None, MOMENTS[0].date())),
    due_to=st.sampled_from((None, None, MOMENTS[0].date() + timedelta(days=1))),
    sort=st.sampled_from(list(SORTS)),
    group=st.sampled_from(list(GROUPS)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filters=LISTS,
    now=st.sampled_from(MOMENTS),
    zone=st.sampled_from(("Europe/Berlin", "America/New_York", "Pacific/Auckland")),
    place=st.sampled_from((None, 0, 0, 2, 4)),
)
def test_a_list_pages_through_all_its_tasks_once_in_order(
    world: World, filters: Asked, now: datetime, zone: str, place: int | None
) -> None:
    project = world.projects[place] if place is not None else None
    if filters.group == ("project" if project else "section"):
        filters = replace(filters, group="")
    viewer = world.seen_from(zone)
    matching = expected(world.samples, filters, viewer, now, project)
    shown = [one for one in matching if stands_alone(one, filters)]
    first = read(viewer, filters.filters, now, project)
    assert first.total == len(matching)
    assert first.late == sum(one.is_late(viewer.zone, now) for one in matching)
    seen = 0
    for part in first.parts:
        wanted = [one.id for one in shown if group_key(one, filters.group, viewer.zone, now) == part.group.key]
        assert part.count == len(wanted)
        assert follow(viewer, part, now, project) == wanted
        seen += len(wanted)
    assert seen == len(shown)


def test_a_list_is_true_until_the_next_task_gets_late(world: World) -> None:
    for now in MOMENTS:
        viewer, filters = world.seen_from("Europe/Berlin"), Asked(subtasks="all", group="status")
        listed = read(viewer, filters.filters, now, None)
        late = {one.id for one in expected(world.samples, replace(filters, due="overdue"), viewer, now, None)}
        assert listed.true_until is not None
        midnight = datetime.combine(viewer.today(now) + timedelta(days=1), time(), viewer.zone)
        end = min(listed.true_until, midnight)
        still = expected(world.samples, replace(filters, due="overdue"), viewer, end - timedelta(seconds=1), None)
        assert {one.id for one in still} == late
        then = expected(world.samples, replace(filters, due="overdue"), viewer, end, None)
        assert len(then) > len(late)


def read(viewer: Viewer, filters: Filters, now: datetime, project: Project | None) -> listing.Listing:
    directory = read_directory(viewer, fresh=True)
    place = project_place(viewer, project) if project else everywhere(viewer)
    return listing.read_listing(viewer, filters, directory, now=now, place=place)


def follow(viewer: Viewer, part: listing.Part, now: datetime, project: Project | None) -> list[uuid.UUID]:
    """Return the ids of a group through all its pages, as its links lead."""
    ids = [row.id for row in part.rows]
    while part.next:
        filters = read_filters(MultiDict(parse_qsl(part.next.removeprefix("?"))))
        (part,) = read(viewer, filters, now, project).parts
        ids += [row.id for row in part.rows]
    return ids
