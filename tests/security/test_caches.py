"""What was kept for one person is never given to another, and never after it changed."""

from __future__ import annotations

from flask import Flask, Response
from sqlalchemy import update

from app.accounts.models import User
from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Membership
from app.web.headers import add_headers
from tests.cast import Person, Team

PAGES = (
    "/acme/tasks",
    "/acme/tasks?status=all",
    "/acme/projects/WEB",
    "/acme/tasks?assignee=me",
    "/acme/tasks?group=due",
)


def fill(team: Team) -> None:
    for person, title in ((team.alice, "Alice thinks"), (team.bob, "Bob thinks")):
        inbox = person.get("/acme/").location
        assert person.post(f"{inbox}/tasks", {"title": title}).status_code == 303
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Everybody knows"})


def test_a_list_of_everything_is_each_viewers_own(team: Team) -> None:
    fill(team)
    for _ in range(2):
        for path in ("/acme/tasks", "/acme/tasks/rows", "/acme/tasks?q=thinks", "/acme/tasks?sort=title"):
            alices, bobs = team.alice.get(path).text, team.bob.get(path).text
            assert "Alice thinks" in alices
            assert "Bob thinks" not in alices
            assert "Bob thinks" in bobs
            assert "Alice thinks" not in bobs


def test_nor_is_what_two_of_the_same_role_and_day_ask_for(team: Team) -> None:
    """Whatever else tells them apart: only who they are is left."""
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.id == team.bob.member_id).values(role="owner"))
        db.session.commit()
    for person, title in ((team.alice, "Alice thinks today"), (team.bob, "Bob thinks today")):
        person.post(f"{person.get('/acme/').location}/tasks", {"title": f"{title}\n{title.replace('day', 'morrow')}"})
    for path in ("/acme/today", "/acme/upcoming", "/acme/tasks/board", "/acme/tasks/calendar", "/acme/tasks/table"):
        alices, bobs = team.alice.get(path).text, team.bob.get(path).text
        assert ("Alice thinks" in alices, "Bob thinks" in alices) == (True, False), path
        assert ("Alice thinks" in bobs, "Bob thinks" in bobs) == (False, True), path
    alices, bobs = (one.get("/api/tasks?workspace=acme&search=thinks").text for one in (team.alice, team.bob))
    assert ("Alice thinks" in alices, "Alice thinks" in bobs) == (True, False)


def test_mine_is_each_viewers_own(team: Team) -> None:
    fill(team)
    team.alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": str(team.alice.member_id)})
    path = "/acme/projects/WEB?assignee=me"
    assert "Everybody knows" in team.alice.get(path).text
    assert "Everybody knows" not in team.bob.get(path).text
    assert "Everybody knows" in team.alice.get(path).text


def test_the_tag_of_one_viewer_is_never_anothers(team: Team) -> None:
    fill(team)
    people = (team.alice, team.bob, team.gina)
    for path in PAGES:
        tags = [person.get(path).headers["ETag"] for person in people]
        assert len(set(tags)) == 3, path
        for place, person in enumerate(people):
            for other, tag in enumerate(tags):
                status = person.get(path, headers={"If-None-Match": tag}).status_code
                assert status == (304 if place == other else 200), path


def test_a_tag_ends_with_what_the_page_shows(team: Team) -> None:
    fill(team)
    alice = team.alice
    for change in (rename_alice, change_theme, change_zone, lower_bob, tell_alice):
        tag = alice.get("/acme/projects/WEB").headers["ETag"]
        assert alice.get("/acme/projects/WEB", headers={"If-None-Match": tag}).status_code == 304
        change(team)
        db.session.commit()
        assert alice.get("/acme/projects/WEB", headers={"If-None-Match": tag}).status_code == 200, change.__name__


def rename_alice(team: Team) -> None:
    db.session.execute(update(User).where(User.id == team.alice.user_id).values(name="Alice Abbot"))


def change_theme(team: Team) -> None:
    db.session.execute(update(User).where(User.id == team.alice.user_id).values(theme="dark"))


def change_zone(team: Team) -> None:
    db.session.execute(update(User).where(User.id == team.alice.user_id).values(time_zone="Pacific/Kiritimati"))


def lower_bob(team: Team) -> None:
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.user_id == team.alice.user_id).values(role="admin"))


def tell_alice(team: Team) -> None:
    from app.models import Notification, Task

    with in_workspace(team.workspace_id):
        task = db.session.query(Task).filter_by(title="Everybody knows").one()
        db.session.add(
            Notification(
                workspace_id=team.workspace_id,
                membership_id=team.alice.member_id,
                kind="assigned",
                once_key="x",
                task_id=task.id,
                created_at=utcnow(),
            )
        )
        db.session.flush()


def test_a_star_or_somebodys_guess_is_no_tag(alice: Person) -> None:
    for tag in ("*", '"x"', 'W/"x.0"', '""', ".", "x" * 5000):
        assert alice.get("/acme/projects/WEB", headers={"If-None-Match": tag}).status_code == 200


def test_every_change_is_seen_by_everybody_at_once(team: Team) -> None:
    fill(team)
    for form, seen in (({"title": "Renamed"}, "Renamed"), ({"priority": "urgent"}, "Urgent")):
        team.bob.get("/acme/projects/WEB")
        team.alice.post("/acme/tasks/WEB-1", form)
        assert seen.lower() in team.bob.get("/acme/projects/WEB").text.lower()


def test_pages_may_be_kept_by_no_one_between(app: Flask, team: Team) -> None:
    with app.test_request_context():
        kept = add_headers(Response(headers={"Cache-Control": "private, no-cache"}))
        assert kept.headers["Vary"] == "Cookie", "also where nobody has looked into the session"
    fill(team)
    for path in (*PAGES, "/acme/tasks/WEB-1", "/sign-in", "/api/tasks"):
        answer = team.alice.get(path)
        assert answer.headers["Cache-Control"].split(",")[0] == "private", path
        assert "no-store" in answer.headers["Cache-Control"] or "Cookie" in answer.headers["Vary"], path
    for tag in ("", team.alice.get(PAGES[0]).headers["ETag"]):
        answer = team.alice.get(PAGES[0], headers={"If-None-Match": tag})
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer.headers["Vary"].split(", ")
