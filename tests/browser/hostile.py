"""A workspace in which every text that people write would run something if it could, and the pages that show it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta

from flask import Flask

from app.accounts.models import Session, User
from app.accounts.newcomers.models import Newcomer
from app.accounts.ways import Identity, Passkey
from app.attachments.models import Attachment
from app.audit.models import AuditEntry
from app.comments.models import Comment
from app.database import in_workspace, new_id, utcnow
from app.dates import Due
from app.extensions import db
from app.filters.models import SavedFilter
from app.history.stack import next_to_undo
from app.models import Invitation, Label, Membership, Project, Section
from app.projects.creating import create_project
from app.projects.labels import create_label
from app.shares.making import create_link, share_token
from app.tasks.creating import create_task
from app.tasks.models import Task
from app.tasks.queries import get_project
from app.tasks.trashing import trash_task
from app.workspaces.creating import create_workspace
from app.workspaces.models import Workspace
from app.workspaces.viewer import Viewer
from tests.cast import Team
from tests.rules.routes import cells

LISTS = ("", "/board", "/table", "/calendar")
PAGES = (
    *(f"/acme/projects/WEB{view}" for view in LISTS),
    "/acme/projects/WEB?group=label&status=all",
    "/acme/projects/WEB/board?group=assignee",
    "/acme/projects/WEB?open=WEB-1",
    "/acme/tasks/WEB-1",
    "/acme/tasks/new",
    "/acme/tasks/WEB-1/day",
    "/acme/tasks/WEB-1/place",
    "/acme/tasks/WEB-1/completion",
    "/acme/tasks/WEB-1/links",
    "/acme/today",
    "/acme/upcoming",
    "/acme/my-work?group=project",
    "/acme/overview",
    "/acme/updates",
    "/acme/history",
    "/acme/trash",
    "/acme/projects",
    "/acme/projects/WEB/settings",
    "/acme/projects/WEB/deletion",
    "/acme/tasks/pick/labels?ref=WEB-1",
    "/acme/tasks/pick/assignees?ref=WEB-1",
    "/acme/tasks/filter",
    "/acme/settings/labels",
    "/acme/settings/members",
    "/acme/settings/workspace",
    "/acme/settings/workspace/deletion",
    "/acme/settings/profile",
    "/acme/settings/password",
    "/acme/settings/second-factor",
    "/workspaces/deleted",
    "/local/mails",
)


def write_everywhere(team: Team, texts: Sequence[str]) -> list[str]:
    """Put each of the texts into each field; return the paths of the pages that have no fixed address."""
    with in_workspace(team.workspace_id):
        alice = team.alice.viewer()
        project = get_project(alice, "WEB", to="task.create")
        sections = section_rows(project, texts)
        db.session.add_all(sections)
        labels = [create_label(f"{place} {text}"[:40], by=alice) for place, text in enumerate(texts)]
        members = [add_member(team, text) for text in texts]
        db.session.flush()
        tasks = add_tasks(
            team.bob.viewer(), project, texts, sections, labels, [[one.id, alice.member_id] for one in members]
        )
        add_projects(alice, texts)
        db.session.flush()
        talk(alice, tasks[0], texts)
        db.session.add_all(SavedFilter(**filter_of(alice, place, text)) for place, text in enumerate(texts))
        db.session.add_all(Invitation(**invitation_of(alice, place, text)) for place, text in enumerate(texts))
        link, other = (
            create_link(shown, rights="comment", lasts="week", password="", by=alice, at=utcnow())
            for shown in (tasks[0], project)
        )
        trash_task(tasks[-1], by=alice, at=utcnow())
        db.session.commit()
        change = next_to_undo(alice, at=utcnow())
        shared = share_token(link), share_token(other)
    add_ways_in(team, texts)
    note_acts(team, texts)
    add_workspaces(team, texts)
    return [f"/share/{shared[0]}", f"/share/{shared[1]}", f"/acme/changes/{change}", f"/acme/changes/{change}/undo"]


def add_tasks(
    by: Viewer,
    project: Project,
    texts: Sequence[str],
    sections: list[Section],
    labels: list[Label],
    people: list[list[uuid.UUID | None]],
) -> list[Task]:
    """Return a task for each text; the first has each as a subtask too."""
    made: list[Task] = []
    for place, text in enumerate(texts):
        values = {"title": text, "description": text, "section_id": sections[place].id, "labels": [labels[place].id]}
        due = Due(by.today(utcnow()) + timedelta(days=place % 3 - 1))
        more = {"assignees": people[place], "priority": 4, "due": due}
        made.append(create_task(project, values | more, by=by, at=utcnow()))
    for text in texts:
        create_task(project, {"title": text}, by=by, at=utcnow(), parent=made[0])
    return made


def talk(alice: Viewer, task: Task, texts: Sequence[str]) -> None:
    """Let members and visitors write each text under the task, attach files of that name, and note all of them."""
    task.description = "\n\n".join(texts)
    common = {"workspace_id": alice.workspace_id, "task_id": task.id}
    for text in texts:
        db.session.add(Comment(**common, id=new_id(), author_id=alice.member_id, body=text))
        db.session.add(Comment(**common, id=new_id(), author_id=alice.member_id, body=text, visitor=text[:80]))
        file = {"name": text, "size": 1, "store_key": secrets.token_hex(16), "added_by": alice.member_id}
        db.session.add(Attachment(**common, id=new_id(), **file))


def section_rows(project: Project, texts: Sequence[str]) -> list[Section]:
    """Return more sections than people may make."""
    place = {"workspace_id": project.workspace_id, "project_id": project.id}
    return [Section(**place, id=new_id(), name=text[:80], order_key=f"V{at:03}V") for at, text in enumerate(texts)]


def add_projects(alice: Viewer, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        create_project(text[:80], by=alice, at=utcnow(), key=f"Z{chr(65 + place // 26)}{chr(65 + place % 26)}")


def add_member(team: Team, text: str) -> Membership:
    address = f"{new_id()}@example.com"
    user = User(name=text, email=address, email_key=address, password_hash="")
    db.session.add(user)
    db.session.flush()
    made = Membership(
        workspace_id=team.workspace_id, id=new_id(), user_id=user.id, user=user, role="member", joined_at=utcnow()
    )
    db.session.add(made)
    return made


def filter_of(alice: Viewer, place: int, text: str) -> dict[str, object]:
    return {
        "workspace_id": alice.workspace_id,
        "owner_id": alice.member_id,
        "name": text[:80],
        "slug": f"f{place}",
        "query": f"q={text}",
        "is_shared": True,
    }


def invitation_of(alice: Viewer, place: int, text: str) -> dict[str, object]:
    return {
        "workspace_id": alice.workspace_id,
        "email": text,
        "email_key": f"{place}@example.com",
        "token_hash": secrets.token_bytes(32),
        "invited_by": alice.member_id,
        "expires_at": utcnow() + timedelta(days=7),
    }


def add_ways_in(team: Team, texts: Sequence[str]) -> None:
    """Sign Alice in from devices that lie about their names, and give her passkeys and accounts named so."""
    me, soon = team.alice.user_id, utcnow() + timedelta(days=1)
    for text in texts:
        token, key = secrets.token_bytes(32), secrets.token_bytes(16)
        db.session.add(Session(token_hash=token, user_id=me, user_agent=text, network=text[:64], expires_at=soon))
        more = {"token_hash": secrets.token_bytes(32), "name": text[:60], "kind": "token", "expires_at": soon}
        db.session.add(Session(user_id=me, user_agent=text, network="", **more))
        db.session.add(Passkey(user_id=me, name=text[:60], credential_id=key, public_key=b"x"))
        db.session.add(Identity(user_id=me, issuer=text, subject=secrets.token_hex(8), email=text))
    db.session.commit()


def note_acts(team: Team, texts: Sequence[str]) -> None:
    """Let the logs of the workspace and of the instance say each text of somebody, and let somebody knock as it."""
    for place, text in enumerate(texts):
        said = {"actor": text[:100], "subject": text[:254], "network": text[:64]}
        names = {"before": {"name": text}, "after": {"name": text}}
        db.session.add(AuditEntry(kind="passkey.renamed", **said, **names))
        with in_workspace(team.workspace_id):
            db.session.add(AuditEntry(workspace_id=team.workspace_id, kind="workspace.renamed", **said, **names))
            db.session.commit()
        db.session.add(newcomer_of(place, text))
    db.session.commit()


def newcomer_of(place: int, text: str) -> Newcomer:
    typed = {"name": text[:100], "email": text[:254], "email_key": f"{place}@example.com", "url": text[:500]}
    plain = {"password_hash": "", "time_zone": "UTC", "language": "en", "theme": "light"}
    return Newcomer(**typed, **plain, token_hash=secrets.token_bytes(32), expires_at=utcnow() + timedelta(days=1))


def every_page(app: Flask) -> list[str]:
    """Return the pages above, and all others that need no more than a workspace, a project and a task."""
    shown = [
        cell.path for cell in cells(app) if cell.method == "GET" and not cell.is_api and is_fixed(cell.endpoint, app)
    ]
    return list(dict.fromkeys((*PAGES, *shown)))


NO_PAGES = ("live.open_stream", "ops.show_ready", "tasks.show_news")


def is_fixed(endpoint: str, app: Flask) -> bool:
    named = {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments}
    return named <= {"workspace", "key", "ref"} and endpoint not in NO_PAGES


def add_workspaces(team: Team, texts: Sequence[str]) -> None:
    """Let Alice be in a workspace of each name, and delete every other; her own gets the first."""
    alice = db.session.get_one(User, team.alice.user_id)
    for place, text in enumerate(texts):
        workspace, _ = create_workspace(alice, text[:80], at=utcnow())
        workspace.deleted_at = utcnow() if place % 2 else None
    db.session.get_one(Workspace, team.workspace_id).name = texts[0][:80]
    alice.name = texts[0]
    db.session.commit()
