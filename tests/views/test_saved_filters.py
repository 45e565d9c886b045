"""Saved filters: a name for what narrows a list, one's own or everybody's, in every view."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from app.filters import saving
from app.tasks.views import VIEWS
from app.tasks.views.view import View
from tests.cast import Person
from tests.tasks.pages import add, titles

URGENT = "/acme/filters/urgent"


@pytest.fixture(autouse=True)
def written(alice: Person) -> None:
    add(alice, "Fire", "Plan")
    alice.post("/acme/tasks/WEB-1", {"priority": "urgent"})


def save(person: Person, name: str = "Urgent", query: str = "?priority=urgent", **more: str) -> str:
    answer = person.post("/acme/filters", {"name": name, "query": query, **more})
    assert answer.status_code == 303
    return str(answer.location)


def test_a_filter_shows_what_it_was_saved_with(alice: Person) -> None:
    assert save(alice, query="?priority=urgent&nonsense=1&after=x&sort=title") == URGENT
    page = alice.get(URGENT).text
    assert titles(page) == ["Fire"]
    assert "<h1>" in page
    assert f'href="{URGENT}" aria-current="page"' in page


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_it_opens_in_every_view(view: View, alice: Person) -> None:
    save(alice)
    page = alice.get(URGENT + view.ending).text
    assert "Fire" in page
    assert "Plan" not in page


def test_a_private_one_is_there_for_nobody_else(alice: Person, bob: Person, charlie: Person) -> None:
    save(alice)
    for person in (bob, charlie):
        assert person.get(URGENT).status_code == 404
        assert person.get(f"{URGENT}/rows").status_code == 404
        for path, form in ((URGENT, {"name": "Mine"}), (f"{URGENT}/removal", {}), (f"{URGENT}/view", {"view": "list"})):
            assert person.post(path, form).status_code == 404, path
    assert URGENT not in bob.get("/acme/tasks").text
    assert "Urgent" not in bob.get("/acme/history").text


def test_a_shared_one_is_everybodys_to_read_and_its_owners_to_change(
    alice: Person, bob: Person, gina: Person, charlie: Person
) -> None:
    save(bob, shared="yes")
    for person in (alice, gina):
        assert titles(person.get(URGENT).text) == ["Fire"]
        assert f'href="{URGENT}"' in person.get("/acme/tasks").text
    assert charlie.get(URGENT).status_code == 404
    assert gina.post(URGENT, {"name": "Hers"}).status_code == 403
    assert gina.post(f"{URGENT}/removal").status_code == 403
    assert alice.post(URGENT, {"name": "An admin may"}).status_code == 303


def test_the_filters_of_others_do_not_count(alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    save(bob)
    save(alice, name="Mine")
    assert alice.post("/acme/filters", {"name": "More", "query": ""}).status_code == 422


def test_a_guest_has_private_ones_only(gina: Person, bob: Person) -> None:
    assert save(gina) == URGENT
    assert titles(gina.get(URGENT).text) == ["Fire"]
    assert gina.post(URGENT, {"shared": "yes"}).status_code == 403
    assert gina.post("/acme/filters", {"name": "All", "query": "", "shared": "yes"}).status_code == 403
    assert bob.get(URGENT).status_code == 404


def test_it_is_renamed_shared_and_deleted(alice: Person, bob: Person) -> None:
    save(alice)
    assert alice.post(URGENT, {"name": "On fire"}).location == URGENT
    assert "On fire" in alice.get(URGENT).text
    alice.post(URGENT, {"shared": "yes"})
    assert bob.get(URGENT).status_code == 200
    alice.post(URGENT, {"shared": "no"})
    assert bob.get(URGENT).status_code == 404
    assert alice.post(f"{URGENT}/removal").status_code == 303
    assert alice.get(URGENT).status_code == 404
    assert URGENT not in alice.get("/acme/tasks").text


def test_changed_conditions_are_shown_and_saved_when_one_says_so(alice: Person) -> None:
    save(alice)
    changed = f"{URGENT}?priority=none&edit=1"
    page = alice.get(changed).text
    assert titles(page) == ["Plan"]
    assert "Save changes" in page
    assert titles(alice.get(URGENT).text) == ["Fire"]
    assert titles(alice.get(f"{URGENT}?edit=1").text) == ["Fire", "Plan"]
    alice.post(URGENT, {"query": "?priority=none&edit=1"})
    page = alice.get(URGENT).text
    assert titles(page) == ["Plan"]
    assert "Save changes" not in page


def test_how_it_is_shown_is_saved_for_all_and_remembered_for_each(alice: Person, bob: Person) -> None:
    add(alice, "Ash")
    alice.post("/acme/tasks/WEB-3", {"priority": "urgent"})
    save(alice, query="?priority=urgent&sort=title", shared="yes")
    assert titles(bob.get(URGENT).text) == ["Ash", "Fire"]
    bob.post(f"{URGENT}/display", {"group": "none", "sort": "number"})
    assert titles(bob.get(URGENT).text) == titles(bob.get(f"{URGENT}?sort=number").text) == ["Fire", "Ash"]
    assert titles(alice.get(URGENT).text) == ["Ash", "Fire"]


def test_a_filter_of_a_project_stays_in_it(alice: Person) -> None:
    alice.post("/acme/projects", {"name": "Other", "key": "OTH"})
    add(alice, "Elsewhere", project="OTH")
    alice.post("/acme/tasks/OTH-1", {"priority": "urgent"})
    save(alice, project="WEB")
    assert titles(alice.get(URGENT).text) == ["Fire"]


def test_a_filter_of_a_private_project_names_nothing_of_it_to_others(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects", {"name": "Merger", "key": "HUSH"})
    alice.post("/acme/projects/HUSH/sections", {"name": "Lawyers"})
    alice.post("/acme/projects/HUSH/sharing", {"visibility": "private"})
    save(alice, query="?group=section", project="HUSH", shared="yes")
    pages = [person.get(URGENT).text for person in (alice, bob)]
    for word in ("Merger", "Lawyers"):
        assert [word in page for page in pages] == [True, False], word


def test_a_filter_of_a_project_that_one_does_not_see_lists_nothing_else(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects", {"name": "Merger", "key": "HUSH"})
    alice.post("/acme/projects/HUSH/sharing", {"visibility": "private"})
    add(alice, "Quiet", project="HUSH")
    save(alice, query="?sort=number", project="HUSH", shared="yes")
    assert titles(alice.get(URGENT).text) == ["Quiet"]
    page = bob.get(URGENT).text
    assert titles(page) == []
    assert "that you do not see" in page
    assert "that you do not see" in bob.get(f"{URGENT}/table").text
    for view in ("board", "table", "calendar"):
        assert "Fire" not in bob.get(f"{URGENT}/{view}").text, view


def test_an_inbox_is_not_shared_by_a_filter(alice: Person) -> None:
    inbox = alice.get("/acme/").location.rsplit("/", 1)[1]
    form = {"name": "Mine", "query": "?priority=urgent", "project": inbox, "shared": "yes"}
    assert alice.post("/acme/filters", form).status_code == 422
    save(alice, "Mine", project=inbox)
    assert alice.post("/acme/filters/mine", {"shared": "yes"}).status_code == 422


def test_a_name_is_asked_for_and_two_of_a_name_have_two_addresses(alice: Person, bob: Person) -> None:
    assert alice.post("/acme/filters", {"name": " ", "query": "?priority=urgent"}).status_code == 422
    assert save(alice) == URGENT
    assert save(bob) != URGENT


def test_it_follows_what_it_names_through_new_names(alice: Person, bob: Person) -> None:
    alice.post("/acme/settings/labels", {"name": "bug"})
    text = 'label:bug or assignee:"Bob Brown" or project:WEB label:none'
    assert save(alice, query=f"?{urlencode({'filter': text})}", shared="yes") == URGENT
    label = re.search(r"/acme/settings/labels/[0-9a-f-]{36}", alice.get("/acme/settings/labels").text)
    assert label
    assert alice.post(label[0], {"name": "defect", "hue": "rose"}).status_code == 303
    assert bob.post("/acme/settings/profile", {"name": "Robert Brown", "time_zone": "Europe/Berlin"}).status_code == 303
    page = alice.get(URGENT).text
    assert 'value="label:defect or assignee:&#34;Robert Brown&#34; or project:Website label:none"' in page
    assert "Save changes" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [("project:web", "Website"), ("-project:web", "Not: Website"), ("project:bil", "Unknown project “bil”")],
)
def test_a_chip_calls_a_project_by_its_name(alice: Person, typed: str, said: str) -> None:
    page = alice.get("/acme/tasks", query_string={"filter": typed}).text
    assert re.findall(r'chip--on".*?</svg>(.*?) <svg', page) == [said]


def test_a_filter_that_cannot_be_read_is_not_saved(alice: Person) -> None:
    answer = alice.post("/acme/filters", {"name": "Wrong", "query": "?filter=is:opne"})
    assert answer.status_code == 422
    assert "does not know “opne”" in answer.text


def test_ids_in_old_addresses_are_names_in_the_field(alice: Person, bob: Person) -> None:
    page = alice.get(f"/acme/tasks?assignee={bob.member_id}").text
    assert "assignee:&#34;Bob Brown&#34;" in page
