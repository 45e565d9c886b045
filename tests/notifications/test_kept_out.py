"""Who is kept out for want of a second factor gets no word of a task by mail, whatever kind it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.accounts.models import SecondFactor
from app.database import utcnow
from app.extensions import db
from app.models import Workspace
from app.notifications.composing import NOTES
from app.notifications.models import KINDS
from tests.cast import Team
from tests.notifications.post_office import PostOffice, html_of, text_of
from tests.notifications.rounds import deliver_all, mails, relay_all
from tests.workspaces.test_required_factor import has_shown


@pytest.fixture
def told(team: Team, task: str) -> Team:
    """The team, with two mails to Bob on their way: Alice, who has a second factor, assigned and mentioned him."""
    has_shown(team.alice)
    team.alice.post(task, {"has": "assignees", "assignees": [str(team.bob.member_id)]})
    team.alice.post(f"{task}/comments", {"body": "Look, @Bob"})
    relay_all()
    assert [mail.address for mail in mails(team)] == [team.bob.email] * 2
    return team


def require_factor_from(team: Team, moment: datetime) -> None:
    db.session.get_one(Workspace, team.workspace_id).factor_required_from = moment
    db.session.commit()


def test_who_lacks_the_second_factor_is_told_that_news_waits_and_no_word_of_it(told: Team, office: PostOffice) -> None:
    require_factor_from(told, utcnow())
    deliver_all(told)
    [mail] = office.mails
    assert mail["Subject"] == "There is news for you in Acme"
    assert "http://localhost/second-factor?next=%2Facme%2Fupdates" in text_of(mail)
    for word in ("Write tests", "WEB", "Alice", "Look"):
        assert word not in mail.as_string() + text_of(mail) + html_of(mail)
    assert sorted(mail.state for mail in mails(told)) == ["sent", "skipped"]


def test_they_are_told_again_the_next_day(told: Team, office: PostOffice) -> None:
    require_factor_from(told, utcnow() - timedelta(days=2))
    deliver_all(told)
    told.alice.post("/acme/tasks/WEB-1/comments", {"body": "Again, @Bob"})
    relay_all()
    deliver_all(told, utcnow() + timedelta(days=1, minutes=1))
    assert [mail["Subject"] for mail in office.mails] == ["There is news for you in Acme"] * 2


def test_with_a_factor_or_before_it_is_asked_for_mails_tell_all(told: Team, office: PostOffice) -> None:
    now = utcnow()
    require_factor_from(told, now + timedelta(days=7))
    deliver_all(told)
    require_factor_from(told, now)
    db.session.add(SecondFactor(user_id=told.bob.user_id, secret="A" * 32, confirmed_at=now))
    db.session.commit()
    told.alice.post("/acme/tasks/WEB-1/comments", {"body": "Again, @Bob"})
    relay_all()
    deliver_all(told)
    assert len(office.mails) == 3
    assert all("WEB-1" in text_of(mail) for mail in office.mails)


def test_every_kind_about_a_task_is_asked() -> None:
    assert set(NOTES) == set(KINDS)
