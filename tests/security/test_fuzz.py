"""Whatever is typed into a list's address or a task's form, the answer is a page or a refusal, never a crash."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from app.tasks.cursors import ORDERS
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.filters import GROUPS, SORTS
from app.tasks.old_addresses import DUE_WORDS, STATUS_SETS
from tests.cast import Team

FIXED = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ODD = (
    "",
    "0",
    "-1",
    "null",
    "'",
    '"',
    "%",
    "%%",
    "%s",
    "\\",
    "--",
    "1e999",
    "9" * 30,
    "İ",
    "\u202e",
    "💥",
    "ﬀ",
    "&|!()<->:*",
)
TEXT = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
DAYS = st.one_of(
    st.dates().map(str), st.sampled_from(["0001-01-01", "9999-12-31", "2200-12-31", "1969-12-31", "2026-02-30"])
)
CURSORS = st.one_of(
    TEXT,
    st.tuples(
        st.sampled_from(sorted(ORDERS)), st.lists(st.one_of(TEXT, DAYS, st.none(), st.integers()), max_size=3)
    ).map(lambda pair: base64.urlsafe_b64encode(json.dumps([pair[0], *pair[1]]).encode()).decode().rstrip("=")),
    st.sampled_from(sorted(ORDERS)).map(
        lambda sort: base64.urlsafe_b64encode(b'["' + sort.encode() + b'","\\ud800","\\u0000"]').decode().rstrip("=")
    ),
)
QUERY = st.lists(
    st.one_of(
        st.tuples(st.just("q"), TEXT),
        st.tuples(st.just("status"), st.one_of(TEXT, st.sampled_from([*STATUSES, *STATUS_SETS]))),
        st.tuples(st.just("priority"), st.one_of(TEXT, st.sampled_from(PRIORITIES))),
        st.tuples(st.just("label"), TEXT),
        st.tuples(st.just("assignee"), st.one_of(TEXT, st.uuids().map(str), st.sampled_from(["me", "none"]))),
        st.tuples(st.just("due"), st.one_of(TEXT, st.sampled_from(DUE_WORDS))),
        st.tuples(st.sampled_from(["due_from", "due_to"]), st.one_of(TEXT, DAYS)),
        st.tuples(st.just("sort"), st.one_of(TEXT, st.sampled_from(sorted(SORTS)))),
        st.tuples(st.just("group"), st.one_of(TEXT, st.sampled_from(sorted(GROUPS)))),
        st.tuples(st.sampled_from(["after", "cursor"]), CURSORS),
        st.tuples(st.sampled_from(["in", "focus", "page", "limit", "search", "sortBy"]), TEXT),
    ),
    max_size=6,
)
QUOTED = base64.urlsafe_b64encode(b'["order","\'","\'"]').decode().rstrip("=")
FIELDS = (
    "title",
    "description",
    "status",
    "priority",
    "start_on",
    "estimate",
    "section_id",
    "due_date",
    "due_time",
    "due_zone",
    "version",
    "has",
    "assignees",
    "labels",
    "before",
    "after",
    "step",
    "project",
    "next",
    "subtasks",
    "id",
    "body",
)
VALUES = ("labels", "assignees", "10:00", "25:00", "1h", "WEB-1", "INBOX")
FORM = st.dictionaries(
    st.sampled_from(FIELDS), st.one_of(TEXT, DAYS, st.uuids().map(str), st.sampled_from(VALUES)), max_size=6
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT, DAYS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=5,
)
FINE = {200, 301, 303, 304, 400, 404, 409, 413, 422}


def prepare(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One\n  Two\nThree"})


def test_no_query_of_a_list_is_a_crash(team: Team) -> None:
    prepare(team)

    @FIXED
    @example([("sort", "order"), ("after", QUOTED)], "/acme/tasks/rows")
    @example([("sort", "title"), ("after", QUOTED), ("q", "it's 'so'")], "/acme/tasks")
    @given(QUERY, st.sampled_from(["/acme/tasks", "/acme/projects/WEB", "/acme/tasks/rows", "/api/tasks"]))
    def ask(query: list[tuple[str, str]], path: str) -> None:
        where = [("workspace", "acme")] if path.startswith("/api") else []
        status = team.alice.get(f"{path}?{urlencode(query + where)}").status_code
        may_refuse = path.startswith("/api") or any("\x00" in value for _, value in query)
        assert status == 200 or (status in (400, 422) and may_refuse), status

    ask()


def test_no_form_of_a_task_is_a_crash(team: Team) -> None:
    prepare(team)
    actions = ("", "/status", "/place", "/project", "/subtasks", "/copies", "/comments")
    paths = ["/acme/tasks", "/acme/projects/WEB/tasks", *(f"/acme/tasks/WEB-1{action}" for action in actions)]

    @FIXED
    @given(FORM, st.sampled_from(paths), st.booleans())
    def send(form: dict[str, str], path: str, partial: bool) -> None:
        headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
        assert team.alice.post(path, form, headers=headers).status_code in FINE, (path, form)

    send()


def test_no_json_is_a_crash(team: Team) -> None:
    prepare(team)
    names = ["title", "description", "status", "priority", "due", "dueDate", "labels", "assignees", "estimate", "tasks"]

    @FIXED
    @given(
        st.dictionaries(st.sampled_from(names), JSON, max_size=4),
        st.sampled_from([("POST", "/api/tasks"), ("PUT", "/api/tasks/WEB-1"), ("POST", "/api/tasks/batch")]),
    )
    def send(body: dict[str, Any], to: tuple[str, str]) -> None:
        answer = team.alice.client.open(f"{to[1]}?workspace=acme", method=to[0], json=body)
        assert answer.status_code in FINE | {201, 207}, (to, body)
        assert isinstance(answer.json, dict)

    send()
