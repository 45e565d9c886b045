"""The log of a workspace: who reads it, what it says, how it is narrowed, and as a table."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from app.audit import reading, table
from app.audit.table import harmless
from app.database import utcnow
from tests.audit.log import kinds
from tests.cast import Person

LOG = "/acme/settings/audit"


@pytest.fixture
def admin(alice: Person, bob: Person) -> Person:
    """Bob, made an admin."""
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    return bob


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index('id="log"') :]).split())


def test_owners_and_admins_read_it_and_nobody_else(alice: Person, bob: Person, gina: Person) -> None:
    for who in (bob, gina):
        assert who.get(LOG).status_code == 403
        assert who.post(f"{LOG}/file").status_code == 403
        assert f'href="{LOG}"' not in who.get("/acme/settings/profile").text
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    assert f'href="{LOG}"' in bob.get("/acme/settings/profile").text
    said = text_of(bob.get(LOG).text)
    assert "Gave another role: Bob Brown" in said
    assert "Alice Adams Member → Admin 127.0.0.0/24" in said


def test_an_admin_reads_that_a_project_was_shared_and_its_name_only_if_they_see_it(
    alice: Person, admin: Person
) -> None:
    alice.post("/acme/projects/WEB/sharing", {"visibility": "private"})
    alice.post("/acme/projects/WEB/tasks", {"title": "Paint"})
    for what in ("projects/WEB", "tasks/WEB-1"):
        alice.post(f"/acme/{what}/links", {"rights": "read", "lasts": "week"})
    said = text_of(admin.get(LOG).text)
    assert "Paint" not in said
    assert "Chose who sees a project: Something you do not see" in said
    assert "Made a link to share: Something you do not see" in said
    assert "Website" not in admin.get(LOG).text
    assert "Website" not in admin.post(f"{LOG}/file").text
    said = text_of(alice.get(LOG).text)
    assert "Chose who sees a project: Website" in said
    assert "Made a link to share: WEB-1 Paint" in said


def test_it_is_narrowed_by_person_kind_and_day(alice: Person, bob: Person, gina: Person) -> None:
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    bob.post("/acme/settings/workspace", {"name": "Acme again"})
    today = utcnow().date()
    shown = {
        f"person={gina.user_id}": (False, False),
        f"person={bob.user_id}": (True, True),
        "group=people": (True, False),
        "group=workspace": (False, True),
        f"since={today - timedelta(days=2)}": (True, True),
        f"since={today + timedelta(days=2)}": (False, False),
        f"until={today - timedelta(days=2)}": (False, False),
        "person=x&group=x&since=x&until=9999-12-31&before=x": (True, True),
    }
    for query, expected in shown.items():
        said = text_of(alice.get(f"{LOG}?{query}").text)
        assert ("Gave another role" in said, "Renamed the workspace" in said) == expected, query


def test_the_older_ones_are_on_further_pages(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        alice.post("/acme/settings/workspace", {"name": f"Acme {number}"})
    monkeypatch.setattr(reading.list_entries, "__kwdefaults__", {"most": 2})
    page, names = alice.get(f"{LOG}?group=workspace").text, []
    while True:
        names += re.findall(r"Renamed the workspace: Acme (\d)", text_of(page))
        found = re.search(r'href="([^"]+before=[^"]+)"', page)
        if found is None:
            break
        page = alice.get(found[1].replace("&amp;", "&")).text
    assert names == ["4", "3", "2", "1", "0"]


def test_the_table_holds_all_that_was_asked_for_and_no_formula(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "AT_ONCE", 2)
    for number in range(5):
        alice.post("/acme/settings/workspace", {"name": f"=cmd|{number}"})
    alice.post("/acme/settings/invitations", {"emails": "new@example.com", "role": "member"})
    answer = alice.post(f"{LOG}/file", {"group": "workspace"})
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["Time", "Who", "Act"]
    assert [row[3] for row in rows[1:6]] == [f"'=cmd|{number}" for number in (4, 3, 2, 1, 0)]
    assert "new@example.com" not in answer.text
    assert kinds()[-1] == "audit.fetched"
    assert [harmless(cell)[0] for cell in ("+1", "-1", "@x", "\tx", "\rx", "=1")] == ["'"] * 6
