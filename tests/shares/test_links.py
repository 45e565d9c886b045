"""Links for people without an account: what they show, what they never do, and how they end."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from app.comments.models import Comment
from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Membership, ShareLink
from app.workspaces.link_policy import BY_LINK
from tests.cast import Person, Team
from tests.clients import LintingClient

TASK = "/acme/tasks/WEB-1"
PROJECT = "/acme/projects/WEB"
ADDRESS = re.compile(r"/share/[\w-]+")


def make(who: Person, what: str, **form: str) -> str:
    """Return the path of a new link to the task or project."""
    answer = who.post(f"{what}/links", {"rights": "read", "lasts": "week", **form})
    found = ADDRESS.search(answer.text)
    assert answer.status_code == 200
    assert found is not None
    return found[0]


@pytest.fixture(autouse=True)
def written(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Opening\n  Chairs\nSecret wall"})
    alice.post(TASK, {"description": "All about **it**", "has": "description"})
    alice.post(f"{TASK}/comments", {"body": "Looks good"})


def only_link(team: Team) -> ShareLink:
    with in_workspace(team.workspace_id):
        return db.session.scalars(select(ShareLink)).one()


def test_a_link_to_a_task_shows_it_and_nothing_else(alice: Person, client: LintingClient) -> None:
    link = make(alice, TASK)
    page = client.get(link)
    for text in ("Opening", "Chairs", "All about <strong>it</strong>", "Looks good", "Alice Adams"):
        assert text in page.text
    for text in ("@example.com", "Secret wall", "Website", "Acme", "/acme", "Your name"):
        assert text not in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert link.removeprefix("/share/") not in alice.get(f"{TASK}/links").text


def test_a_link_to_a_project_opens_its_tasks(alice: Person, client: LintingClient) -> None:
    link = make(alice, PROJECT)
    page = client.get(link).text
    assert "Website" in page
    assert "Secret wall" in page
    assert "All about <strong>it</strong>" in client.get(f"{link}/tasks/WEB-1").text


def test_a_project_that_is_too_long_says_so(
    alice: Person, client: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = make(alice, PROJECT)
    for module in ("showing", "routes.visiting"):
        monkeypatch.setattr(f"app.shares.{module}.MOST_TASKS", 2)
    assert "Only the first" not in client.get(link).text
    alice.post("/acme/projects/WEB/tasks", {"title": "Third"})
    assert "Only the first 2 tasks are shown here." in client.get(link).text


def test_every_other_id_is_absent(alice: Person, client: LintingClient) -> None:
    alice.post("/acme/projects", {"name": "Other", "key": "OTH"})
    alice.post("/acme/projects/OTH/tasks", {"title": "Far away"})
    inbox = alice.post(f"{alice.get('/acme/').location}/tasks", {"title": "Mine"})
    assert inbox.status_code == 303
    of_task, of_project = make(alice, TASK, rights="comment"), make(alice, PROJECT, rights="comment")
    nothing = client.get("/share/" + "A" * 43)
    assert nothing.status_code == 404
    form = {"name": "Eve", "body": "Hello"}
    refs = ("WEB-2", "WEB-3", "OTH-1", "WEB-99", "INBOX-1", "NONE-1")
    for link, ref in [(of_task, ref) for ref in refs] + [(of_project, ref) for ref in refs[2:]]:
        answers = (client.get(f"{link}/tasks/{ref}"), client.post(f"{link}/tasks/{ref}/comments", data=form))
        assert [one.status_code for one in answers] == [404, 404], ref
        assert all("Far away" not in one.text and "Mine" not in one.text for one in answers)
    for path in ("/acme/tasks/WEB-1", "/acme/projects/WEB", "/acme/stream"):
        assert client.get(path).status_code == 303


def test_a_visitor_comments_in_a_name_of_theirs(team: Team, alice: Person, bob: Person, client: LintingClient) -> None:
    link = make(alice, TASK, rights="comment")
    url = f"{link}/tasks/WEB-1/comments"
    assert client.post(url, data={"name": "", "body": "Hi"}).status_code == 422
    kept = client.post(url, data={"name": "Zoe", "body": " "})
    assert (kept.status_code, 'value="Zoe"' in kept.text) == (422, True)
    assert client.post(url, data={"name": "Zoe", "body": "Hi @Bob <script>1</script>"}).status_code == 303
    page = bob.get(TASK).text
    assert "Zoe" in page
    assert "by link" in page
    assert "<script>1" not in page
    with in_workspace(team.workspace_id):
        id = db.session.scalars(select(Comment.id).where(Comment.visitor == "Zoe")).one()
    assert alice.post(f"{TASK}/comments/{id}", {"body": "Other words"}).status_code == 403
    assert bob.post(f"{TASK}/comments/{id}/deletion").status_code in (200, 303)
    assert "Zoe" not in client.get(link).text


def test_reading_is_not_commenting_and_a_downgrade_bites_at_once(
    team: Team, alice: Person, bob: Person, client: LintingClient
) -> None:
    link = make(alice, TASK, rights="comment")
    url = f"{link}/tasks/WEB-1/comments"
    form = {"name": "Zoe", "body": "Hi"}
    assert client.post(url, data=form).status_code == 303
    assert bob.post(f"/acme/links/{only_link(team).id}/rights", {"rights": "read"}).status_code == 303
    assert client.post(url, data=form).status_code == 403
    assert client.get(link).status_code == 200


def test_every_page_asks_what_the_link_allows(
    alice: Person, client: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [make(alice, what) for what in (TASK, PROJECT)]
    monkeypatch.setitem(BY_LINK, "read", frozenset())
    assert [client.get(link).status_code for link in links] == [403, 403]


def test_a_link_ends_by_hand_by_day_and_with_what_it_shows(
    team: Team, alice: Person, bob: Person, client: LintingClient
) -> None:
    first, second, third = make(alice, TASK), make(alice, TASK, lasts="day"), make(alice, PROJECT, lasts="always")
    with in_workspace(team.workspace_id):
        id = db.session.scalars(select(ShareLink.id).order_by(ShareLink.id)).first()
    assert bob.post(f"/acme/links/{id}/revocation").status_code == 303
    assert f"/acme/links/{id}/" not in bob.get(f"{TASK}/links").text
    for ended in (id, uuid.uuid4()):
        assert bob.post(f"/acme/links/{ended}/revocation").status_code == 404
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    with time_machine.travel(utcnow() + timedelta(days=2), tick=False):
        assert client.get(second).status_code == 404
        assert client.get(third).status_code == 200
    alice.post(f"{TASK}/trash")
    assert [client.get(second).status_code, client.get(f"{third}/tasks/WEB-1").status_code] == [404, 404]
    alice.post(f"{TASK}/restoration")
    assert client.get(second).status_code == 200
    for away, back in (("archive", "return"), ("trash", "restoration")):
        alice.post(f"{PROJECT}/{away}")
        assert [client.get(one).status_code for one in (second, third)] == [404, 404], away
        alice.post(f"{PROJECT}/{back}")
        assert [client.get(one).status_code for one in (second, third)] == [200, 200], back


def test_a_link_is_worth_no_more_than_who_made_it(
    team: Team, alice: Person, bob: Person, client: LintingClient
) -> None:
    link = make(bob, TASK)
    alice.post(f"{PROJECT}/sharing", {"visibility": "private", "people": str(alice.member_id)})
    assert client.get(link).status_code == 404
    alice.post(f"{PROJECT}/sharing", {"visibility": "workspace"})
    assert client.get(link).status_code == 200
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "guest"})
    alice.post(f"{PROJECT}/sharing", {"visibility": "workspace", "people": str(bob.member_id)})
    assert bob.get(TASK).status_code == 200
    assert client.get(link).status_code == 404
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "member"})
    be_gone(bob, team, since=utcnow())
    assert client.get(link).status_code == 404
    be_gone(bob, team, since=None)
    assert client.get(link).status_code == 200
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    be_gone(bob, team, since=None)
    assert client.get(link).status_code == 404, "who comes back brings no former link to life"
    link = make(alice, TASK)
    assert client.get(link).status_code == 200
    alice.post("/acme/settings/workspace/deletion", {"name": "Acme"})
    assert client.get(link).status_code == 404


def test_when_a_link_was_ended_stays_known(team: Team, alice: Person, bob: Person) -> None:
    def ended() -> datetime | None:
        with in_workspace(team.workspace_id):
            return db.session.scalar(select(ShareLink.revoked_at))

    make(bob, TASK)
    assert alice.post(f"/acme/links/{only_link(team).id}/revocation").status_code == 303
    assert (at := ended()) is not None
    assert alice.post(f"/acme/settings/members/{bob.member_id}/removal").status_code == 303
    assert ended() == at


def be_gone(who: Person, team: Team, *, since: datetime | None) -> None:
    """Let the membership alone be over, or be one again, with nothing else of what leaving does."""
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.id == who.member_id).values(removed_at=since))
        db.session.commit()


def test_a_password_is_asked_for_and_guesses_are_counted(alice: Person, client: LintingClient) -> None:
    link = make(alice, TASK, rights="comment", password="four paper boats")
    for answer in (
        client.get(link),
        client.get(f"{link}/tasks/WEB-1"),
        client.post(f"{link}/tasks/WEB-1/comments", data={"name": "Zoe", "body": "Hi"}),
    ):
        assert (answer.status_code, "Opening" in answer.text) == (401, False)
    assert client.post(f"{link}/password", data={"password": "wrong"}).status_code == 422
    assert client.post(f"{link}/password", data={"password": "four paper boats"}).status_code == 303
    assert "Opening" in client.get(link).text
    other = make(alice, TASK, password="four paper boats")
    assert client.get(other).status_code == 401
    statuses = [client.post(f"{other}/password", data={"password": "wrong"}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert client.post(f"{other}/password", data={"password": "four paper boats"}).status_code == 429


def test_who_may_not_see_it_makes_lists_and_ends_no_link(
    team: Team, alice: Person, bob: Person, gina: Person, charlie: Person
) -> None:
    make(alice, TASK)
    make(alice, PROJECT)
    with in_workspace(team.workspace_id):
        ids = list(db.session.scalars(select(ShareLink.id)))
    alice.post(f"{PROJECT}/sharing", {"visibility": "private", "people": str(alice.member_id)})
    for who, status in ((bob, 404), (gina, 403), (charlie, 404)):
        for url in (f"{TASK}/links", f"{PROJECT}/links"):
            assert who.get(url).status_code == status
            assert who.post(url, {"rights": "read", "lasts": "week"}).status_code == status
        for id in ids:
            assert who.post(f"/acme/links/{id}/revocation").status_code == status
            assert who.post(f"/acme/links/{id}/rights", {"rights": "comment"}).status_code == status
    with in_workspace(team.workspace_id):
        assert set(db.session.execute(select(ShareLink.rights, ShareLink.revoked_at))) == {("read", None)}
    assert alice.post(f"{TASK}/links", {"rights": "own", "lasts": "week"}).status_code == 422
    assert alice.post(f"{TASK}/links", {"rights": "read", "lasts": "week", "password": "short"}).status_code == 422
    assert alice.post(f"{alice.get('/acme/').location}/links", {"rights": "read", "lasts": "week"}).status_code == 422
