"""A workspace's export: complete, of one moment, as far as one may see, and gone after a week."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from app.accounts.models import Session
from app.database import in_workspace, utcnow
from app.exports.archive import FOLDER
from app.exports.kinds import WORKSPACE as KINDS
from app.exports.models import AccountExport, WorkspaceExport
from app.exports.rows import count_rows, snapshot
from app.exports.tidying import resume_exports, tidy_exports
from app.extensions import db
from app.live import downloads
from app.models import Comment, Delivery, Task
from app.workspaces.models import Membership, Role
from tests.cast import Person, Team
from tests.exports.archives import ACCOUNT, WORKSPACE, archives, export, ready, run_jobs

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_an_owner_takes_everything_along(filled: Team, alice: Person) -> None:
    opened = export(alice)
    manifest = opened.manifest
    assert (manifest["format"], manifest["version"], manifest["scope"]) == ("primo-export", 1, "whole")
    with in_workspace(filled.workspace_id):
        for kind in KINDS:
            of = "id" if kind.table == "workspaces" else "workspace_id"
            query = text(f"select count(*) from {kind.table} where {of} = :workspace")
            there = db.session.scalar(query, {"workspace": filled.workspace_id})
            assert manifest["workspace"]["kinds"][kind.name]["count"] == len(opened.rows(kind.name)) == there, kind.name
    tasks = {row["ref"]: row for row in opened.rows("tasks")}
    assert {"WEB-1", "WEB-2", "ALI-1", "BOB-1"} <= set(tasks)
    assert tasks["WEB-1"]["repeat"]
    assert tasks["WEB-2"]["parent_id"] == tasks["WEB-1"]["id"]
    assert {"Inbox of Alice", "Inbox of Bob"} <= {row["title"] for row in tasks.values()}
    assert [row["body"] for row in opened.rows("comments")] == ["Comment of Alice", "Comment of Bob\nin two lines"]
    assert opened.zip.read(opened.rows("files")[0]["path"]) == b"plan of plants"
    assert manifest["workspace"]["files"] == {"written": 1, "missing": []}
    assert "Not in it: passwords" in opened.zip.read("README.txt").decode()


def test_an_admin_takes_along_what_they_see(filled: Team, admin: Person) -> None:
    assert "an owner can export these" in admin.get(WORKSPACE).text
    opened = export(admin)
    assert opened.manifest["scope"] == "seen"
    for hidden in ("Hidden by Alice", "Secret of Alice", "Inbox of Alice", "Filter of Alice", "ALI-1"):
        assert hidden not in opened.text, hidden
    for own in ("Hidden by Bob", "Inbox of Bob", "Filter of Bob", "Water the plants", "Comment of Alice"):
        assert own in opened.text, own


def test_it_ends_with_what_its_asker_may_see(filled: Team, alice: Person, admin: Person) -> None:
    export(alice)
    for visibility in ("all", "private"):
        admin.post("/acme/projects/BOB/sharing", {"visibility": visibility})
    alice.post("/acme/projects/ALI/sharing", {"visibility": "all"})
    assert "Hidden by Alice" in export(admin).text
    export(admin, ACCOUNT)
    files = [f"{place}/{ready(admin, place)[-1]}/file" for place in (WORKSPACE, ACCOUNT)]
    assert alice.post("/acme/projects/ALI/sharing", {"visibility": "private"}).status_code == 303
    assert [admin.get(file).status_code for file in files] == [404, 404]
    assert alice.get(f"{WORKSPACE}/{ready(alice)[0]}/file").status_code == 200, "an owner's holds all in any case"


@pytest.mark.parametrize(("path", "form"), [("role", {"role": "guest"}), ("removal", {})])
def test_it_ends_with_the_role_and_the_membership(
    team: Team, alice: Person, admin: Person, path: str, form: dict[str, str]
) -> None:
    assert [admin.post(place).status_code for place in (WORKSPACE, ACCOUNT)] == [303, 303]
    assert alice.post(f"/acme/settings/members/{admin.member_id}/{path}", form).status_code == 303
    with in_workspace(team.workspace_id):
        assert db.session.scalars(select(WorkspaceExport.id)).all() == []
    assert db.session.scalars(select(AccountExport.id)).all() == []


def test_one_that_is_being_made_ends_too(filled: Team, alice: Person, admin: Person) -> None:
    alice.post("/acme/projects/ALI/sharing", {"visibility": "all"})
    admin.post(WORKSPACE)
    alice.post("/acme/projects/ALI/sharing", {"visibility": "private"})
    assert run_jobs() == 1
    assert (ready(admin), archives()) == ([], [])


def test_one_that_is_being_made_ends_with_its_asker(team: Team, admin: Person) -> None:
    admin.post(WORKSPACE)
    with in_workspace(team.workspace_id):
        db.session.get_one(Membership, (team.workspace_id, admin.member_id)).removed_at = utcnow()
        db.session.commit()
    assert (run_jobs(), archives()) == (1, [])


def test_what_was_said_about_a_deleted_comment_is_in_nobodys(filled: Team, alice: Person, admin: Person) -> None:
    with in_workspace(filled.workspace_id):
        ids = list(db.session.scalars(select(Comment.id).order_by(Comment.id)))
    for id in ids:
        admin.post(f"/acme/tasks/WEB-1/comments/{id}/reactions", {"reaction": "yes"})
    admin.post(f"/acme/tasks/WEB-1/comments/{ids[1]}/deletion")
    folder = f"workspaces/{filled.workspace_id}/"
    for opened, inside in ((export(alice), ""), (export(admin), ""), (export(admin, ACCOUNT), folder)):
        assert [row["comment_id"] for row in opened.rows("reactions", inside)] == [str(ids[0])]


def test_an_owners_is_for_owners_only(team: Team, alice: Person, admin: Person, charlie: Person) -> None:
    export(alice)
    file = f"{WORKSPACE}/{ready(alice)[0]}/file"
    assert ready(admin) == []
    assert (admin.get(file).status_code, charlie.get(file).status_code) == (404, 404)
    assert alice.get(f"{WORKSPACE}/{uuid.uuid4()}/file").status_code == 404
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.user_id == alice.user_id).values(role=Role.ADMIN))
        db.session.commit()
    assert alice.get(file).status_code == 404, "what an owner asked for is not for who is one no more"


@pytest.mark.parametrize("place", [WORKSPACE, ACCOUNT])
def test_it_is_fetched_only_with_a_fresh_password(alice: Person, place: str) -> None:
    export(alice, place)
    id = ready(alice, place)[0]
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(hours=1)))
    db.session.commit()
    assert alice.get(f"{place}/{id}/file").location == place
    assert "http-equiv" not in alice.get(f"{place}?fetching=../../trash").text
    assert "Is it you?" in alice.post(f"{place}/{id}/fetching").text


def test_a_slow_line_takes_not_every_thread(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    export(alice)
    file = f"{WORKSPACE}/{ready(alice)[0]}/file"
    assert f'{file.removesuffix("/file")}/fetching" hx-boost="false"' in alice.get(WORKSPACE).text, "the browser's own"
    monkeypatch.setattr(downloads, "SHORT", 0)
    with alice.get(file), alice.get(file):
        refused = alice.get(file)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    with alice.get(file) as answer:
        assert answer.status_code == 200


def test_one_is_made_at_a_time_and_the_page_says_how_far_it_is(alice: Person, admin: Person) -> None:
    alice.post(WORKSPACE)
    again = admin.post(WORKSPACE)
    assert (again.status_code, "An export is being made already." in again.text) == (422, True)
    part = alice.get(WORKSPACE, headers=PARTIAL).text
    assert part.startswith(f'<div class="stack" id="exports" hx-get="{WORKSPACE}" hx-trigger="every 2s"')
    run_jobs()
    assert "hx-trigger" not in alice.get(WORKSPACE, headers=PARTIAL).text
    first = ready(alice)
    export(alice)
    assert len(ready(alice)) == 1
    assert ready(alice) != first
    assert len(archives()) == 1, "the former one is gone"


def test_it_is_of_one_moment(team: Team, alice: Person) -> None:
    kind = next(one for one in KINDS if one.name == "tasks")
    values = {"workspace": team.workspace_id}
    with in_workspace(team.workspace_id), snapshot() as connection:
        assert count_rows(connection, kind, "x.workspace_id = :workspace", values) == 0
        alice.post("/acme/projects/WEB/tasks", {"title": "Written meanwhile"})
        assert count_rows(connection, kind, "x.workspace_id = :workspace", values) == 0
    with in_workspace(team.workspace_id):
        assert len(db.session.scalars(select(Task.id)).all()) == 1


def test_a_mail_leads_to_it(alice: Person) -> None:
    export(alice)
    home = db.session.scalars(text("select home_workspace_id from users where id = :id"), {"id": alice.user_id}).one()
    with in_workspace(home):
        facts = db.session.scalars(select(Delivery.facts).where(Delivery.kind == "account")).one()
    assert facts is not None
    assert (facts["what"], facts["place"]) == ("export_ready", WORKSPACE.removeprefix("/"))


def test_a_failure_is_said_and_can_be_tried_again(app: Flask, alice: Person) -> None:
    blocked = Path(app.config["FILES_FOLDER"]) / FOLDER
    if blocked.exists():
        blocked.rmdir()
    blocked.write_text("in the way")
    alice.post(WORKSPACE)
    later = utcnow()
    for _ in range(3):
        assert run_jobs() == 1
        later += timedelta(minutes=2)
        resume_exports(later)
    page = alice.get(WORKSPACE).text
    assert "The export did not work." in page
    assert "Try again" in page
    blocked.unlink()
    assert export(alice).rows("projects")


def test_a_worker_that_died_is_followed_by_another(team: Team, alice: Person) -> None:
    alice.post(WORKSPACE)
    with in_workspace(team.workspace_id):
        db.session.execute(update(WorkspaceExport).values(state="running", attempts=1, store_key="0" * 32))
        db.session.commit()
    assert run_jobs() == 1
    assert ready(alice) == [], "the lease still holds"
    with in_workspace(team.workspace_id):
        db.session.execute(update(WorkspaceExport).values(lease_until=utcnow() - timedelta(seconds=1)))
        db.session.commit()
    resume_exports(utcnow())
    assert run_jobs() == 1
    assert len(ready(alice)) == 1


def test_it_goes_after_a_week(alice: Person) -> None:
    export(alice)
    tidy_exports(utcnow() + timedelta(days=6, hours=23))
    assert (len(ready(alice)), len(archives())) == (1, 1)
    tidy_exports(utcnow() + timedelta(days=7, hours=2))
    assert (ready(alice), archives()) == ([], [])
