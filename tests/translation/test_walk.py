"""In a language of brackets, nothing that people read stands outside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from sqlalchemy import update

from app.accounts.models import User
from app.extensions import db
from tests.cast import Person
from tests.translation.pseudo import brackets

SPOKEN = ("alt", "aria-label", "placeholder", "title")
TYPED = ("script", "style", "kbd", "code", "option", "time", "title")
WORDS = re.compile(r"[^\W\d_]{2,}")
OWN = re.compile(
    r"WEB-\d+|INB-\d+|\bWEB\b|Primo|Alice’s tasks|\b(?:AA|BB|GG)\b|Inbox|Website|Acme|[\w.]+@[\w.]+"
    "|Alice Adams|Bob Brown|Gina Green|Charlie Clark"
)
PAGES = (
    *("", "/today", "/upcoming", "/my-work", "/tasks", "/projects", "/projects/WEB", "/projects/WEB/board"),
    *("/projects/WEB/calendar", "/projects/WEB/table", "/projects/WEB/settings", "/projects/new", "/tasks/new"),
    *("/overview", "/history", "/trash", "/updates", "/keyboard", "/settings/profile", "/settings/password"),
    *("/settings/members", "/settings/labels", "/settings/workspace", "/settings/notifications"),
)


class Reader(HTMLParser):
    """Gathers what people read or hear outside brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.bare: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr", "img", "input", "link", "meta", "use", "path", "circle", "rect", "line"):
            self.inside.append(tag)
        for name, value in attrs:
            if name in SPOKEN and value and "⟦" not in value:
                self.note(f"{name}={value}", value)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        outside = ""
        for piece in re.split("([⟦⟧])", data):
            self.depth += {"⟦": 1, "⟧": -1}.get(piece, 0)
            outside += "" if self.depth else piece
        if not set(self.inside) & set(TYPED):
            self.note(outside.strip(), outside)

    def note(self, what: str, text: str) -> None:
        if WORDS.search(OWN.sub("", text).replace("⟦", "").replace("⟧", "")):
            self.bare.append(what)


@pytest.fixture
def spoken(alice: Person) -> Iterator[Person]:
    db.session.execute(update(User).where(User.id == alice.user_id).values(language="xx"))
    db.session.commit()
    with brackets():
        yield alice


def test_no_page_holds_bare_text(spoken: Person) -> None:
    bare: dict[str, list[str]] = {}
    for path in PAGES:
        answer = spoken.get(f"/acme{path}", follow_redirects=True)
        assert answer.status_code == 200, path
        page = answer.get_data(as_text=True)
        assert '<html lang="xx"' in page
        reader = Reader()
        reader.feed(page)
        for one in reader.bare:
            bare.setdefault(one, []).append(path)
    assert not bare, "\n".join(f"{one!r}: {paths[:3]}" for one, paths in bare.items())
