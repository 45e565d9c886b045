"""The builder of a filter: text and rows say the same, whichever was changed; it works as plain pages."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest

from app.tasks.views import VIEWS
from app.tasks.views.view import View
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add

WEB = "/acme/projects/WEB"
PAGE = f"{WEB}/filter"
FIELD = re.compile(r'<input\b[^>]* id="builder-text" name="filter" value="([^"]*)"')


def text_of(page: str) -> str:
    found = FIELD.search(page)
    assert found
    return html.unescape(found[1])


def rows(*rows: dict[str, str], was: str = "", text: str | None = None, **more: str) -> str:
    pairs = [("filter", was if text is None else text), ("was", was), ("mode", more.pop("mode", "all"))]
    pairs += [(f"{place}-{name}", value) for place, row in enumerate(rows) for name, value in row.items()]
    return f"{PAGE}?{urlencode([*pairs, *more.items()])}"


LABEL = {"field": "label", "how": "not", "value": "home, errand"}
DUE = {"field": "due", "how": "before", "value": "7d", "joint": "bound"}


def test_rows_make_the_text(alice: Person) -> None:
    page = alice.get(rows(LABEL, DUE)).text
    assert text_of(page) == "-label:home,errand or due:<+7d"
    assert text_of(alice.get(rows(LABEL, DUE | {"joint": ""})).text) == "-label:home,errand due:<+7d"


def test_days_in_words_become_the_day_they_are(alice: Person) -> None:
    row = {"field": "due", "how": "not-before"}
    assert text_of(alice.get(rows(row | {"value": "fri 4 june 2027"})).text) == "-due:<2027-06-04"
    assert text_of(alice.get(rows(row | {"how": "is", "value": "tomorrow, 3 June 2027"})).text) == (
        "due:tomorrow,2027-06-03"
    )
    page = alice.get(rows(row | {"value": "soonish"})).text
    assert "“soonish” is not a day." in page


def test_text_makes_the_rows_where_it_was_changed(alice: Person) -> None:
    page = alice.get(rows(LABEL, was="-label:home,errand", text="priority:high")).text
    assert text_of(page) == "priority:high"
    assert 'value="high" checked' in page
    assert "errand" not in page.split("builder__rows")[1].split("</ul>")[0]


def test_the_builder_opens_with_a_first_row(alice: Person) -> None:
    page = alice.get(PAGE).text
    assert 'name="0-field"' in page
    assert 'name="1-field"' not in page
    assert text_of(page) == ""


def test_rows_are_added_and_removed_and_begin_anew_with_another_field(alice: Person) -> None:
    page = alice.get(rows(LABEL, do="add", was="-label:home,errand")).text
    assert 'name="1-field"' in page
    assert text_of(alice.get(rows(LABEL, DUE, do="remove-0")).text) == "due:<+7d"
    changed = alice.get(rows(LABEL | {"field": "due", "was": "label"})).text
    assert text_of(changed) == ""
    assert "errand" not in changed.split("builder__rows")[1].split("</ul>")[0]


def test_show_leads_to_the_list_and_keeps_how_it_is_shown(alice: Person) -> None:
    answer = alice.get(rows(LABEL, do="show", sort="due"))
    assert answer.status_code == 303
    assert answer.location == f"{WEB}?filter=-label:home,errand&sort=due"
    again = alice.client.get(rows(LABEL, do="show"), headers=htmx(WEB))
    assert again.headers["HX-Redirect"] == f"{WEB}?filter=-label:home,errand"


@pytest.mark.parametrize("how", ["", "show"])
def test_a_value_that_cannot_be_read_is_said_at_its_row_and_kept(alice: Person, how: str) -> None:
    page = alice.get(rows(LABEL, DUE | {"value": "soon"}, do=how)).text
    assert "“soon” is not a day. Possible here: today" in page
    assert 'value="soon"' in page
    assert 'aria-describedby="b1-error"' in page


def test_a_mistake_in_the_text_is_marked_at_its_place_and_kept(alice: Person) -> None:
    page = alice.get(f"{PAGE}?filter=is:opne").text
    assert "is:<mark>opne</mark>" in page
    assert "Possible here: open, done." in page
    assert text_of(page) == "is:opne"


def test_brackets_in_brackets_are_left_to_the_text(alice: Person) -> None:
    page = alice.get(f"{PAGE}?filter=a+(b+or+c+(d+or+e))").text
    assert "rows cannot show" in page
    assert text_of(page) == "a (b or c (d or e))"


def test_unknown_names_are_said(alice: Person) -> None:
    assert "There is no label “hoem”." in alice.get(f"{PAGE}?filter=label:hoem").text
    assert "Nobody here is called “Ada”." in alice.get(f"{PAGE}?filter=assignee:Ada").text
    assert "Nobody here" not in alice.get(f"{PAGE}?filter=assignee:bob").text


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("place", [WEB, "/acme/tasks", "/acme/my-work"])
def test_every_place_and_view_has_a_field_and_a_builder(alice: Person, bob: Person, view: View, place: str) -> None:
    add(alice, "Milk", "Bread")
    change = {"ref": "WEB-1,WEB-2", "due_date": "2030-01-01", "add_assignees": str(alice.member_id)}
    assert alice.post("/acme/tasks/bulk", change).status_code == 303
    address = f"{place}{view.ending}"
    month = "&month=2030-01"
    page = alice.get(f"{address}?filter=milk{month}").text
    assert "Milk" in page
    assert ">Bread<" not in page
    assert 'name="filter" value="milk"' in page
    assert f'href="{address}/filter?filter=milk' in page
    assert "1 task matches" in alice.get(f"{address}/filter?filter=milk").text
    wrong = alice.get(f"{address}?filter=is:opne").text
    assert "is:<mark>opne</mark>" in wrong
    assert 'aria-invalid="true"' in wrong
    assert ">Milk<" not in wrong


def test_the_builder_comes_as_a_dialog_and_then_as_its_piece(alice: Person, charlie: Person) -> None:
    dialog = alice.client.get(f"{PAGE}?filter=milk", headers=htmx(WEB)).text
    assert '<hx-partial hx-target="#dialogs"' in dialog
    assert 'hx-target="#filter-builder"' in alice.client.get(rows(LABEL), headers=htmx(WEB)).text
    assert charlie.get(PAGE).status_code == 404
    assert alice.get("/acme/projects/NOPE/filter").status_code == 404


def test_what_is_private_is_neither_offered_nor_known(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects", {"name": "Merger", "key": "MER"})
    alice.post("/acme/projects/MER/sections", {"name": "Lawyers"})
    asked = f"{PAGE}?filter=project:Merger+section:Lawyers"
    assert "There is no" not in bob.get(asked).text
    assert alice.post("/acme/projects/MER/sharing", {"visibility": "private"}).status_code == 303
    page = bob.get(asked).text
    assert "There is no project “Merger”." in page
    assert "There is no section “Lawyers”." in page
    assert '<option value="Merger">' not in page
    assert "There is no" not in alice.get(asked).text
    assert '<option value="Lawyers">' in alice.get(asked).text
