"""In a language of brackets nothing that people read on any page stands outside them, and all of it is translatable."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.models import User
from app.extensions import db
from app.translation.extracting import Found
from tests.cast import Team
from tests.clients import htmx
from tests.rules.routes import Cell, cells
from tests.translation.pseudo import SAID, brackets
from tests.translation.reader import WORDS, bare_texts
from tests.translation.stage import furnish

PIECES = (
    *("/tasks/filter?filter=is:open+priority:high+due<%2B7d+me", "/tasks/filter?mode=all"),
    *("/tasks/pick/status?ref=WEB-1", "/tasks/pick/priority?ref=WEB-1,WEB-2", "/tasks/pick/due?ref=WEB-4"),
    *("/tasks/pick/assignees?ref=WEB-4", "/tasks/pick/labels?ref=WEB-4", "/tasks/pick/repeat?ref=WEB-8"),
    *("/tasks/pick/project?ref=WEB-4", "/tasks/pick/section?ref=WEB-4", "/tasks/pick/estimate?ref=WEB-4"),
    *("/tasks/pick/start?ref=WEB-4", "/tasks/pick/reminders?ref=WEB-4", "/tasks/WEB-4/panel", "/palette"),
    *(
        "/palette/tasks?q=%CE%A7",
        "/tasks/filter?filter=is:open+priority:high+due<%2B7d+me",
        "/tasks?filter=foo:bar",
        "/tasks?filter=priority:high,urgent",
    ),
)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DEEDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("/projects/WEB/tasks", {"title": "Νέο every monday !high remind 9am"}),
    ("/projects/WEB/tasks", {"title": "Ένα tomorrow\nΔύο #ψψ friday"}),
    ("/projects/WEB/tasks", {"title": ""}),
    ("/words", {"text": "Νέο every monday !high remind 9am from friday @άλφα +Bob // και 30.2."}),
    ("/tasks/bulk", {"ref": "WEB-4,WEB-8", "status": "completed", "subtasks": "yes"}),
    ("/tasks/bulk", {"ref": "WEB-4,WEB-8", "due_words": "monday"}),
    ("/tasks/bulk", {"ref": "WEB-4,WEB-8", "trash": "yes"}),
    ("/tasks/bulk", {"ref": "WEB-9"}),
    ("/undo", {}),
    ("/tasks/WEB-9/status", {"status": "completed"}),
    ("/tasks/WEB-9", {"due_words": "ψψψ", "has": "due"}),
    ("/tasks/WEB-9/reminders", {"words": "ψψψ"}),
    ("/tasks/WEB-9/occurrence/skip", {}),
    ("/tasks/WEB-9/trash", {}),
    ("/settings/labels", {"name": ""}),
    ("/settings/invitations", {"emails": "ψψ", "role": "member"}),
    ("/filters", {"name": "", "filter": "is:open"}),
    ("/projects", {"name": "", "key": "1"}),
)
SKIPPED = {"live.open_stream", "accounts.use_visit", "notifications.show_local_mail_html"}


@pytest.fixture
def spoken(team: Team) -> Iterator[dict[str, str]]:
    made = furnish(team)
    for one in (team.alice, team.charlie):
        db.session.execute(update(User).where(User.id == one.user_id).values(language="xx"))
    db.session.commit()
    with brackets():
        yield made


def asked(app: Flask, made: dict[str, str]) -> Iterator[Cell]:
    """Yield every page there is to look at, with what the stage has in its address."""
    places = {"projects": "label", "workspaces": "member", "history": "change"}
    for cell in cells(app, slug=made["slug"], ref="WEB-4", provider="google", token=made["share"]):
        if cell.method == "GET" and not cell.is_api and cell.endpoint not in SKIPPED:
            named = made.get(places.get(cell.endpoint.partition(".")[0], ""), "")
            yield cell._replace(path=UUID.sub(named, cell.path)) if named else cell


def test_no_page_holds_bare_text(app: Flask, team: Team, spoken: dict[str, str], sentences: list[Found]) -> None:
    bare: dict[str, list[str]] = {}
    pieces = [(f"/acme{path}", htmx("/acme/projects/WEB")) for path in PIECES]
    pages = [(cell.path, {"Accept-Language": "xx"}) for cell in asked(app, spoken)]
    for path, headers in (*pages, *pieces):
        answer = team.alice.get(path, follow_redirects=True, headers=headers)
        if answer.mimetype == "text/html":
            for one in bare_texts(answer.text):
                bare.setdefault(one, []).append(path)
    assert not bare, "\n".join(f"{one!r}: {paths[:3]}" for one, paths in bare.items())
    known = {text for one in sentences for text in one[:2]}
    assert not {text for text in SAID - known if WORDS.search(text)}, "use `_`, `later` or `counted`"


def test_no_answer_holds_bare_text(team: Team, spoken: dict[str, str]) -> None:
    bare: dict[str, list[str]] = {}
    for path, form in DEEDS:
        answer = team.alice.post(f"/acme{path}", form, headers=htmx("/acme/projects/WEB"))
        assert answer.status_code < 500
        for one in bare_texts(answer.text):
            bare.setdefault(one, []).append(path)
    assert not bare, "\n".join(f"{one!r}: {paths[:3]}" for one, paths in bare.items())
