"""Time passes without a change: what was kept, by us or by the browser, is not shown once a task has become late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from app.database import utcnow
from app.extensions import db
from tests.cast import Person
from tests.tasks.pages import add, paste

LIST = "/acme/projects/WEB"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def noon(alice: Person) -> None:
    """Alice is where it is about noon, so that no test meets midnight."""
    ahead = 12 - utcnow().hour
    zone = f"Etc/GMT{'-' if ahead > 0 else '+'}{abs(ahead)}"
    db.session.execute(text("update users set time_zone = :zone where id = :id"), {"zone": zone, "id": alice.user_id})
    db.session.commit()


def due_in(person: Person, ref: str, minutes: int, zone: str = "UTC") -> datetime:
    """Give a task a due date in so many minutes, and return its instant."""
    moment = (utcnow() + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    form = {"due_date": f"{moment:%Y-%m-%d}", "due_time": f"{moment:%H:%M}", "due_zone": zone}
    assert person.post(f"/acme/tasks/{ref}", form).status_code == 303
    return moment


@pytest.mark.parametrize("url", [LIST, "/acme/tasks", f"{LIST}?group=due", f"{LIST}?sort=due"])
def test_the_kept_list_and_the_304_end_when_a_task_gets_late(alice: Person, url: str) -> None:
    add(alice, "Call")
    due = due_in(alice, "WEB-1", 3)
    tag = alice.get(url).headers["ETag"]
    with time_machine.travel(due - 5 * SECOND, tick=False):
        assert alice.get(url, headers={"If-None-Match": tag}).status_code == 304
        assert "Late: " not in alice.get(url).text
    with time_machine.travel(due, tick=False):
        answer = alice.get(url, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert "Late: " in answer.text
        assert "1 open, 1 late" in answer.text


def test_a_task_beyond_the_first_page_changes_the_count(alice: Person) -> None:
    paste(alice, "\n".join(f"Task {n}" for n in range(1, 61)))
    due = due_in(alice, "WEB-60", 3)
    tag = alice.get(LIST).headers["ETag"]
    with time_machine.travel(due + SECOND, tick=False):
        answer = alice.get(LIST, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert "60 open, 1 late" in answer.text


def test_an_all_day_task_gets_late_at_the_viewers_midnight(alice: Person) -> None:
    add(alice, "Today")
    here = alice.viewer().zone
    today = utcnow().astimezone(here).date()
    alice.post("/acme/tasks/WEB-1", {"due_date": today.isoformat()})
    tag = alice.get(LIST).headers["ETag"]
    midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), here).astimezone(UTC)
    with time_machine.travel(midnight - 5 * SECOND, tick=False):
        assert alice.get(LIST, headers={"If-None-Match": tag}).status_code == 304
    with time_machine.travel(midnight, tick=False):
        assert "1 open, 1 late" in alice.get(LIST, headers={"If-None-Match": tag}).text


def test_a_completed_task_never_gets_late(alice: Person) -> None:
    add(alice, "Done")
    due = due_in(alice, "WEB-1", 3)
    alice.post("/acme/tasks/WEB-1/status", {"status": "completed"})
    alice.get(LIST)  # says that it is done
    tag = alice.get(f"{LIST}?status=all").headers["ETag"]
    with time_machine.travel(due + SECOND, tick=False):
        assert alice.get(f"{LIST}?status=all", headers={"If-None-Match": tag}).status_code == 304


def test_a_tasks_own_page_follows_the_clock(alice: Person) -> None:
    add(alice, "Call")
    due = due_in(alice, "WEB-1", 30)
    tag = alice.get("/acme/tasks/WEB-1").headers["ETag"]
    with time_machine.travel(utcnow() + timedelta(minutes=5), tick=False):
        answer = alice.get("/acme/tasks/WEB-1", headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert "5 minutes ago" in answer.text
    with time_machine.travel(due, tick=False):
        assert 'class="late"' in alice.get("/acme/tasks/WEB-1", headers={"If-None-Match": tag}).text


def test_a_tag_that_is_nonsense_is_no_tag(alice: Person) -> None:
    for tag in ('W/"²"', 'W/"x.²"', "", '"."'):
        assert alice.get(LIST, headers={"If-None-Match": tag}).status_code == 200


def test_the_list_of_late_tasks_gains_one_when_it_gets_late(alice: Person) -> None:
    add(alice, "Call")
    due = due_in(alice, "WEB-1", 3)
    url = f"{LIST}?due=overdue"
    first = alice.get(url)
    assert 'id="task-WEB-1"' not in first.text
    with time_machine.travel(due, tick=False):
        assert 'id="task-WEB-1"' in alice.get(url, headers={"If-None-Match": first.headers["ETag"]}).text
