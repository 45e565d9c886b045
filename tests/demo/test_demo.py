"""`make demo` fills a workspace with work that looks as if people had done it, once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app import create_app, settings
from app.accounts.models import User
from app.activity.models import Event
from app.comments.models import Comment
from app.database import in_workspace, utcnow
from app.demo.filling import PLANS, fill
from app.demo.people import CAST, OWNER, PASSWORD
from app.extensions import db
from app.projects.models import Project
from app.tasks.models import OPEN, Task
from app.workspaces.models import Workspace
from tests.clients import LintingClient
from tests.ops.test_durability import PRODUCTION


def test_the_demo_is_believable_and_made_once(app: Flask, client: LintingClient) -> None:
    said = app.test_cli_runner().invoke(args=["demo"]).output
    assert OWNER.email in said
    assert PASSWORD in said
    workspace = db.session.scalars(select(Workspace).where(Workspace.name == "Harbour Studio")).one()
    start = f"/{workspace.slug}/"
    assert start in said
    with in_workspace(workspace.id):
        look_at_the_work()
        look_at_the_history()
        before = db.session.scalar(select(func.count()).select_from(Task))
        assert "already" in app.test_cli_runner().invoke(args=["demo"]).output
        assert db.session.scalar(select(func.count()).select_from(Task)) == before
    signed_in = client.post("/sign-in", data={"email": OWNER.email, "password": PASSWORD})
    assert signed_in.status_code == 303
    page = client.get(f"{start}projects/WEB").get_data(as_text=True)
    assert "Move the pricing page to the new layout" in page


def look_at_the_work() -> None:
    projects = list(db.session.scalars(select(Project)))
    assert sum(not project.is_inbox for project in projects) == 3
    assert all(project.sections for project in projects if not project.is_inbox)
    tasks = list(db.session.scalars(select(Task)))
    assert sum(task.parent_id is None for task in tasks) >= 60
    assert {task.due.kind for task in tasks if task.due} == {"all_day", "timed", "floating"}
    assert {task.status for task in tasks} == {"pending", "in_progress", "completed", "cancelled"}
    assert {task.priority for task in tasks} == {0, 1, 2, 3, 4}
    for project in projects:
        opened = [task for task in tasks if task.project_id == project.id and task.status in OPEN]
        assert project.open_count == len(opened)
    assert {len(comment.body) > 0 for comment in db.session.scalars(select(Comment))} == {True}
    assert [user.name for user in db.session.scalars(select(User).order_by(User.name))] == sorted(
        figure.name for figure in CAST
    )


def look_at_the_history() -> None:
    events = list(db.session.scalars(select(Event).order_by(Event.seq, Event.id)))
    times = [event.at for event in events]
    assert times == sorted(times)
    assert times[0] < utcnow() - timedelta(days=88)
    assert times[-1] > utcnow() - timedelta(days=4)
    assert len({time.date() for time in times}) > 30
    old = [event for event in events if event.at < utcnow() - timedelta(days=2)]
    assert all(event.relayed_at for event in old)


@pytest.mark.parametrize("now", ["2026-11-16T02:00", "2026-11-22T23:30"])
def test_it_can_be_made_on_any_day_and_at_any_hour(app: Flask, now: str) -> None:
    workspace = fill(datetime.fromisoformat(now).replace(tzinfo=UTC))
    with in_workspace(workspace.id):
        for task in db.session.scalars(select(Task)):
            assert task.created_at <= (task.completed_at or task.cancelled_at or utcnow())


def test_what_was_left_unfinished_is_made_anew(app: Flask) -> None:
    first = fill(utcnow())
    db.session.execute(text("update users set email_confirmed_at = null"))
    db.session.commit()
    first_id = first.id
    assert "ready" in app.test_cli_runner().invoke(args=["demo"]).output
    assert list(db.session.scalars(select(Workspace.id).where(Workspace.id == first_id))) == []
    assert db.session.scalar(select(func.count()).select_from(User)) == len(CAST)


def test_production_gets_no_accounts_with_a_known_password(environment: dict[str, str]) -> None:
    away = {"DATABASE_URL": "postgresql://primo@127.0.0.1:1/primo"}
    app = create_app(settings.load(environment | PRODUCTION | away))
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert "--force" in result.output


def test_titles_are_names_that_the_plans_can_use() -> None:
    titles = Counter(
        title for plan in PLANS for job in plan.jobs for title in (job.title, *(s.title for s in job.subs))
    )
    assert [title for title, count in titles.items() if count > 1] == []
