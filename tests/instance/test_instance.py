"""Workspaces from outside, how the instance does, and its log."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

from flask import Flask
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import insert, text, update

from app.database import in_workspace, utcnow
from app.extensions import db
from app.instance.queues import failed, opened, read_queues, retry_failed
from app.instance.workspaces import list_owners
from app.jobs import QUEUE, enqueue
from app.models import Membership, User, Workspace
from app.notifications.models import Delivery
from app.workspaces.creating import join
from app.workspaces.models import Role
from tests.above import above_the_walls
from tests.audit.log import entries
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index('id="instance"') :]).split())


def test_workspaces_are_seen_from_outside_and_nothing_in_them(
    keeper: Person, charlie: Person, bob: Person, gina: Person
) -> None:
    assert charlie.post(f"{charlie.get('/').location}projects", {"name": "Canaryword", "key": "CAN"}).status_code == 303
    bob.post("/acme/projects/WEB/tasks", {"title": "Canaryword"})
    page = keeper.get("/admin/workspaces").text
    said = text_of(page)
    assert "5 workspaces" in said
    assert re.search(r"Acme Alice Adams · 3 members · 1 task · 0 bytes · since .+? Last change", said)
    assert "anaryword" not in page
    keeper.post(f"/acme/settings/members/{gina.member_id}/role", {"role": "owner"})
    keeper.post(f"/acme/settings/members/{gina.member_id}/removal")
    assert "Acme Alice Adams · 2 members" in text_of(keeper.get("/admin/workspaces").text)
    assert text_of(keeper.get("/admin/workspaces?q=acme").text).count("members ·") == 1
    keeper.post("/acme/settings/workspace/deletion", {"name": "Acme"})
    assert "Acme Deleted, goes" in text_of(keeper.get("/admin/workspaces").text)


def test_a_workspace_is_deleted_from_outside_and_its_owner_can_bring_it_back(
    app: Flask, team: Team, keeper: Person, bob: Person, gina: Person, charlie: Person
) -> None:
    page = f"/admin/workspaces/{team.workspace_id}/deletion"
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.id == bob.member_id).values(role="owner"))
        gone = {"role": "owner", "removed_at": utcnow()}
        db.session.execute(update(Membership).where(Membership.id == gina.member_id).values(gone))
        shut = db.session.get_one(User, charlie.user_id)
        join(db.session.get_one(Workspace, team.workspace_id), shut, Role.OWNER, at=utcnow())
        shut.disabled_at = utcnow()
        db.session.commit()
    assert "Delete Acme?" in text_of(keeper.get(page).text)
    assert keeper.post(page, {"name": "Ac"}).status_code == 422
    assert bob.get("/acme/tasks").status_code == 200
    assert keeper.post(page, {"name": "acme"}).location.startswith("/admin/workspaces")
    assert bob.get("/acme/tasks").status_code == 404
    assert keeper.post(page, {"name": "acme"}).status_code == 404
    assert [(one.actor, one.workspace_id) for one in entries("workspace.deleted")].count(("Alice Adams", None)) == 1
    with above_the_walls() as connection:
        mails = connection.execute(text("select address from deliveries where facts ->> 'what' = 'workspace_deleted'"))
        assert {address for (address,) in mails} == {"alice@example.com", "bob@example.com"}
    assert bob.post(f"/workspaces/deleted/{team.workspace_id}/return").location == "/acme/"


def test_the_state_says_sizes_versions_and_what_waits(keeper: Person) -> None:
    said = text_of(keeper.get("/admin/state").text)
    for words in ("No worker runs", "Waiting 0", "Failed 0", "Database", "PostgreSQL 1", "fitting this code"):
        assert words in said, words


def test_refused_addresses_are_named(team: Team, keeper: Person) -> None:
    end_mail(team, state="failed", address="gone@example.com", error="550 no such user")
    end_mail(team, state="sent", address="there@example.com", sent_at=utcnow() - timedelta(minutes=5))
    page = keeper.get("/admin/state").text
    assert "gone@example.com 550 no such user" in text_of(page)
    assert "there@example.com" not in page


def end_mail(team: Team, **values: object) -> None:
    """Add a mail that has come to its end."""
    with in_workspace(team.workspace_id):
        mail = {"workspace_id": team.workspace_id, "id": uuid.uuid4(), "kind": "account", "once_key": str(uuid.uuid4())}
        db.session.execute(insert(Delivery), mail | values)
        db.session.commit()


def test_failed_jobs_are_tried_again(app: Flask, keeper: Person) -> None:
    enqueue("app.notifications.delivering.deliver", [(uuid.uuid4(), uuid.uuid4())])
    with opened() as redis:
        queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        job = queue.get_jobs(0, 1)[0]
        queue.remove(job.id)
        failed(QUEUE, redis).add(job, ttl=60, exc_string="broken")
    queues = read_queues()
    assert queues is not None
    assert (queues.waiting, queues.failed, queues.oldest_at) == (0, 1, None)
    assert "Try the failed ones again" in keeper.get("/admin/state").text
    keeper.post("/admin/state/retry")
    queues = read_queues()
    assert queues is not None
    assert (queues.waiting, queues.failed) == (1, 0)
    assert queues.oldest_at is not None
    assert retry_failed() == 0
    db.session.rollback()
    assert [one.after for one in entries("instance.retried")] == [{"jobs": 1}]


def test_its_log_tells_of_accounts_and_of_no_workspace(keeper: Person, bob: Person, client: LintingClient) -> None:
    client.post("/sign-in", data={"email": bob.email, "password": PASSWORD})
    keeper.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    said = text_of(keeper.get("/admin/audit").text)
    assert re.search(r"Signed in \d\d:\d\d Bob Brown", said)
    assert "Made the workspace: Acme" in said
    assert "Gave another role" not in said
    assert "Signed in" not in text_of(keeper.get("/admin/audit?who=gina").text).partition("Show")[2]
    assert "Signed in" in text_of(keeper.get(f"/admin/audit?person={bob.user_id}").text).partition("Show")[2]
    table = keeper.post("/admin/audit/file", {"group": "signing"}).text
    assert ",Bob Brown,Signed in," in table
    assert "Acme" not in table


def test_only_who_can_bring_a_workspace_back_is_told(team: Team) -> None:
    with in_workspace(team.workspace_id):
        assert [owner.name for owner in list_owners()] == ["Alice Adams"]
