"""A guest is told of the labels on the tasks they see, and of no others."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.filters.models import SavedFilter
from app.projects.models import Label
from tests.cast import Team
from tests.projects.test_company import LISTS
from tests.tasks.pages import paste

HIDDEN, SHOWN = "merger-plans", "shop-window"
PLACES = (*LISTS, "/acme/projects/WEB/board?group=label", "/acme/tasks?group=label", "/acme/history?kind=labels")


@pytest.fixture
def labelled(team: Team) -> Team:
    """Let one label stand on a task that the guest sees, and another elsewhere alone."""
    team.bob.post("/acme/projects", {"name": "Other", "key": "OTHER"})
    paste(team.bob, f"Elsewhere @{HIDDEN}", project="OTHER")
    paste(team.alice, f"Here @{SHOWN}")
    return team


def ids(team: Team) -> dict[str, str]:
    with in_workspace(team.workspace_id):
        return {one.name: str(one.id) for one in db.session.scalars(select(Label))}


def test_no_list_names_a_label_that_stands_only_where_they_see_nothing(labelled: Team) -> None:
    hidden = ids(labelled)[HIDDEN]
    for path in PLACES:
        page = labelled.gina.get(path)
        assert page.status_code == 200, path
        assert HIDDEN not in page.text, path
        assert hidden not in page.text, path
    assert SHOWN in labelled.gina.get("/acme/palette").text
    assert SHOWN in labelled.gina.get("/acme/projects/WEB/table").text
    assert SHOWN in labelled.gina.get("/acme/projects/WEB/board?group=label").text
    assert HIDDEN in labelled.alice.get("/acme/history?kind=labels").text


def test_a_filter_completes_and_finds_it_as_if_it_were_not_there(labelled: Team) -> None:
    alice, gina = labelled.alice, labelled.gina
    asked = {"filter": "label:m"}
    assert HIDDEN in alice.post("/acme/filter-words", asked).text
    assert HIDDEN not in gina.post("/acme/filter-words", asked).text
    assert SHOWN in gina.post("/acme/filter-words", {"filter": "label:s"}).text

    def built(name: str) -> str:
        return gina.get(f"/acme/tasks/filter?filter=label:{name}").text.replace(name, "*")

    assert built(HIDDEN) == built("nobody-made-it")
    assert built(ids(labelled)[HIDDEN]) == built("01890000-0000-7000-8000-000000000000")


def test_it_is_known_while_a_task_they_see_carries_it(labelled: Team) -> None:
    alice, gina = labelled.alice, labelled.gina
    hidden = ids(labelled)[HIDDEN]
    alice.post("/acme/tasks/WEB-1", {"has": "labels", "labels": hidden})
    assert HIDDEN in gina.get("/acme/palette").text
    assert SHOWN not in gina.get("/acme/palette").text
    assert HIDDEN in gina.get("/acme/history?kind=labels").text
    assert alice.post("/acme/undo").status_code == 303
    assert HIDDEN not in gina.get("/acme/palette").text
    assert SHOWN in gina.get("/acme/palette").text


def test_what_was_done_with_it_is_as_absent_as_it(labelled: Team) -> None:
    """Neither its page in the history nor the question before undoing it says what it is called."""
    labelled.alice.post("/acme/settings/labels", {"name": "takeover"})
    made = ids(labelled)["takeover"]
    labelled.alice.post(f"/acme/settings/labels/{made}", {"name": "takeover-soon"})
    with in_workspace(labelled.workspace_id):
        changes = db.session.execute(
            db.text("select distinct change_id from events where kind like 'label.%' and subject_id = :id"),
            {"id": made},
        ).scalars()
        found = list(changes)
    assert len(found) == 2
    for change in found:
        assert labelled.alice.get(f"/acme/changes/{change}").status_code == 200
        assert labelled.gina.get(f"/acme/changes/{change}").status_code == 404
        assert "takeover" not in labelled.gina.get(f"/acme/changes/{change}/undo").text


def test_a_filter_of_what_they_do_not_know_reads_as_a_word(labelled: Team) -> None:
    alice, bob, gina = labelled.alice, labelled.bob, labelled.gina
    asked = f"filter=assignee:{bob.member_id}+label:{HIDDEN}&"
    saved = alice.post("/acme/filters", {"name": "Theirs", "query": asked, "shared": "yes"})
    assert "label:merger-plans" in alice.get(saved.location).text
    with in_workspace(labelled.workspace_id):
        query = db.session.scalars(select(SavedFilter.query)).one()
    hidden = ids(labelled)[HIDDEN]
    assert hidden in query, "it is kept by its id"
    for view in ("", "/board", "/table", "/filter"):
        page = gina.get(saved.location + view).text
        assert 'value="assignee:someone label:something"' in page, view
        assert str(bob.member_id) not in page, view
        assert hidden not in page, view
    assert "It names someone who is not here, or whom you cannot see." in gina.get(f"{saved.location}/filter").text
