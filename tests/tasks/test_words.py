"""Words in the line that makes tasks: what they mean is kept, what cannot be kept stays in the title and is said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
import time_machine

from app.database import in_workspace
from app.dates import Due
from app.extensions import db
from app.projects.creating import create_project
from app.projects.labels import MOST_LABELS, create_label
from app.projects.models import Label
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look

WEB = "/acme/projects/WEB"
ADD = f"{WEB}/tasks"
NOW = datetime.fromisoformat("2027-05-12T09:00:00+02:00")  # a Wednesday


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def say(person: Person, line: str, url: str = ADD, page: str = WEB, **form: object) -> str:
    """Type a line and return what the answer tells."""
    answer = person.post(url, {"title": line, **form}, headers=htmx(page))
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_every_kind_of_word_is_kept(alice: Person, look: Look) -> None:
    told = say(alice, "Send invoice to Ada tomorrow 5pm @finance +bob !high // the *blue* one")
    task = look("Send invoice to Ada")
    assert task.due == Due(date(2027, 5, 13), time(17), "Europe/Berlin")
    assert ([label.name for label in task.labels], task.priority) == (["finance"], 3)
    assert [person.user.name for person in task.assignees] == ["Bob Brown"]
    assert task.description == "the *blue* one"
    assert "“Send invoice to Ada” added: due Tomorrow 17:00, high priority, @finance, Bob Brown" in told


def test_a_plain_form_says_the_same_on_the_next_page_and_leads_back(alice: Person, look: Look) -> None:
    page = alice.post(ADD, {"title": "Call tomorrow"}, follow_redirects=True)
    assert "“Call” added: due Tomorrow." in page.text
    undo = page.text.split('action="/acme/changes/')[1].split('"')[0]
    alice.post(f"/acme/changes/{undo}")
    assert look("Call").trashed_at


def test_without_a_script_the_words_can_be_kept_as_text(alice: Person, look: Look) -> None:
    line = "Call “Ada” tomorrow 5pm @finance +bob !high"
    page = alice.post(ADD, {"title": line}, follow_redirects=True)
    action = page.text.split("/as-text")[0].rsplit('"', 1)[1] + "/as-text"
    kept = unescape(page.text.split("/as-text")[1].split('name="line" value="')[1].split('"')[0])
    assert kept == line
    page = alice.post(action, {"line": kept}, follow_redirects=True)
    assert f"“{line}” is kept as text." in unescape(page.text)
    task = look(line)
    assert (task.due, task.priority, task.labels, task.assignees) == (None, 0, [], [])
    assert "Keep as text" not in alice.post(ADD, {"title": "Just a title"}, follow_redirects=True).text


def test_a_line_without_such_words_says_nothing(alice: Person) -> None:
    assert 'class="toast"' not in say(alice, "Renewed the 2nd floor, see the 9/11 report")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Call remind 1h before", "“remind 1h before” stays in the title: there is no due date to count from."),
        ("Today", "a task needs a title"),
    ],
)
def test_what_cannot_be_kept_stays_in_the_title_and_is_said(alice: Person, look: Look, line: str, reason: str) -> None:
    assert reason in say(alice, line)
    assert look(line).due is None


def test_a_repeat_begins_on_its_first_day_and_is_said(alice: Person, look: Look) -> None:
    told = say(alice, "Water plants every friday !low @garden")
    task = look("Water plants")
    assert ([label.name for label in task.labels], task.priority) == (["garden"], 1)
    assert task.due == Due(date(2027, 5, 14))
    assert "“Water plants” added: due Fri 14 May, repeats every Friday, low priority, @garden" in told


def test_words_taken_back_stay_as_they_are(alice: Person, look: Look) -> None:
    line = "🌱 Call tomorrow !high"
    start = line.index("tomorrow") + 1  # a browser counts the plant twice
    say(alice, line, plain=f"{start}-{start + 8}")
    task = look("🌱 Call tomorrow")
    assert (task.due, task.priority) == (None, 3)


def test_a_named_project_takes_the_task_and_not_the_section(alice: Person, look: Look) -> None:
    with in_workspace(alice.viewer().workspace_id):
        create_project("House & Garden", by=alice.viewer(), at=NOW, key="HG")
        db.session.commit()
    told = say(alice, "Rake leaves #housegarden")
    assert look("Rake leaves").ref == "HG-1"
    assert "in House & Garden" in told
    say(alice, "Trip #HG\n  Book it #WEB tomorrow\nStay")
    assert (look("Trip").ref, look("Book it #WEB").parent_id) == ("HG-2", look("Trip").id)
    assert look("Stay").project.key == "WEB"


def test_nobody_reaches_an_inbox_or_a_person_that_is_not_theirs(alice: Person, bob: Person, look: Look) -> None:
    say(alice, "Read #inbox")
    assert look("Read").project.inbox_of == alice.member_id
    told = say(alice, "Secret #inbox +bob")
    assert look("Secret +bob").assignees == []
    assert "“+bob” stays in the title: only you see your Inbox." in told
    say(alice, "Ask +charlie about #nothing")
    assert look("Ask +charlie about #nothing").assignees == []


def test_guests_and_strangers_make_nothing_with_words(gina: Person, charlie: Person) -> None:
    assert gina.post(ADD, {"title": "Call tomorrow @new"}).status_code == 403
    assert charlie.post(ADD, {"title": "Call tomorrow @new"}).status_code == 404


def test_a_new_label_is_made_once_and_known_from_then_on(alice: Person, look: Look) -> None:
    say(alice, "One @Finance\nTwo @finance\nThree @FINANCE tomorrow")
    say(alice, "Four @finance")
    ids = {label.id for title in ("One", "Two", "Three", "Four") for label in look(title).labels}
    assert len(ids) == 1


def test_labels_past_the_limit_stay_text_and_the_task_is_made(alice: Person, look: Look) -> None:
    viewer = alice.viewer()
    with in_workspace(viewer.workspace_id):
        db.session.add_all(
            Label(workspace_id=viewer.workspace_id, name=f"n{n}", name_key=f"n{n}") for n in range(MOST_LABELS - 1)
        )
        create_label("last", by=viewer)
        db.session.commit()
    assert "at most 200 labels" in say(alice, "Sort @more @last")
    assert [label.name for label in look("Sort @more").labels] == ["last"]


def test_a_time_alone_belongs_to_the_day_it_is_typed_on(alice: Person, look: Look) -> None:
    for line in ("Call 17:00", "Write tomorrow", "Plan"):
        say(alice, line, "/acme/days", "/acme/upcoming", day="2027-06-03")
    assert look("Call").due == Due(date(2027, 6, 3), time(17), "Europe/Berlin")
    assert look("Write").due_on == date(2027, 5, 13)
    assert look("Plan").due_on == date(2027, 6, 3)


def test_subtasks_are_read_too(alice: Person, look: Look) -> None:
    say(alice, "Trip")
    say(alice, "Pack friday !2", f"/acme/tasks/{look('Trip').ref}/subtasks", f"/acme/tasks/{look('Trip').ref}")
    assert (look("Pack").parent_id, look("Pack").due_on) == (look("Trip").id, date(2027, 5, 14))


def test_the_same_line_sent_twice_is_one_task(alice: Person, look: Look) -> None:
    for _ in range(2):
        say(alice, "Call tomorrow @new", new_id="01900000-0000-7000-8000-000000000001")
    assert look("Call").due_on == NOW.date() + timedelta(days=1)


def test_ten_thousand_characters_are_refused_with_a_reason_and_at_once(alice: Person) -> None:
    for line in ("every day " * 1000, "x" * 10_001, "@" * 10_000, "tomorrow " * 1100):
        answer = alice.post(ADD, {"title": line}, headers=htmx(WEB))
        assert answer.status_code == 422
        assert "at most 200 characters" in answer.text
