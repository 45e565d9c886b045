"""Who is assigned hears of it: once in Updates, once by mail, and not by their own hand."""

from __future__ import annotations

from sqlalchemy import update

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from tests.cast import Person, Team
from tests.notifications.post_office import PostOffice, html_of, text_of
from tests.notifications.rounds import deliver_all, mails, notes_of, relay_all


def assign(person: Person, task: str, *people: Person) -> None:
    answer = person.post(task, {"has": "assignees", "assignees": [str(one.member_id) for one in people]})
    assert answer.status_code == 303


def test_an_assigned_person_is_told_once_however_often_it_is_relayed(team: Team, task: str) -> None:
    assign(team.alice, task, team.bob)
    relay_all()
    with in_workspace(team.workspace_id):
        db.session.execute(update(Event).values(relayed_at=None))
        db.session.commit()
    relay_all()
    assert [note.kind for note in notes_of(team.bob, team)] == ["assigned"]
    assert len(mails(team)) == 1


def test_nobody_is_told_of_their_own_doing(team: Team, task: str) -> None:
    assign(team.alice, task, team.alice)
    relay_all()
    assert notes_of(team.alice, team) == []
    assert mails(team) == []


def test_the_mail_says_who_and_what_and_leads_there(team: Team, task: str, office: PostOffice) -> None:
    assign(team.alice, task, team.bob)
    relay_all()
    deliver_all(team)
    deliver_all(team)
    [mail] = office.mails
    assert mail["To"].addresses[0].addr_spec == "bob@example.com"
    assert mail["Subject"] == "Alice Adams assigned you “Write tests” (WEB-1)"
    assert "http://localhost/acme/tasks/WEB-1" in text_of(mail)
    assert "http://localhost/acme/tasks/WEB-1" in html_of(mail)
    assert mail["List-Unsubscribe"].startswith("<http://localhost/unsubscribe/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Message-ID"] == f"<{mails(team)[0].id.hex}@localhost>"
    assert mails(team)[0].state == "sent"


def test_the_mail_is_escaped(team: Team, alice: Person, office: PostOffice) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "<img src=x onerror=alert(1)>"})
    assign(alice, "/acme/tasks/WEB-1", team.bob)
    relay_all()
    deliver_all(team)
    assert "<img" not in html_of(office.mails[0])
    assert "<img src=x onerror=alert(1)>" in text_of(office.mails[0])


def test_who_was_unassigned_meanwhile_gets_no_mail(team: Team, task: str, office: PostOffice) -> None:
    assign(team.alice, task, team.bob)
    relay_all()
    assign(team.alice, task)
    deliver_all(team)
    assert office.mails == []
    assert mails(team)[0].state == "skipped"
