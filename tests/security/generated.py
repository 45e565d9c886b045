"""Requests nobody writes by hand: to every route, with what fits, almost fits, or never does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple
from urllib.parse import parse_qsl
from uuid import UUID

from tests.matrix.sent import SENT
from tests.security.forms import Form
from tests.security.payloads import ELEMENTS

FIELDS = """title description status priority due due_date due_time due_zone start_on estimate section_id labels
assignees has version before after step project next subtasks id body q label assignee due_from due_to
sort group cursor in focus page limit open view filter query name hue key email emails password current
role rights lasts time_zone language theme date_order single_keys week_start day field ref line plain
repeat reminders reaction visitor token code credential state mode tasks dueDate workspace search month
span size made settled was new_id place shared visibility people watch do undo"""
NAMES = FIELDS.split()
WORDS = """0 -1 1 null true [] {} ' " % %%s \\ -- ; 1e999 NaN İ ﬀ 💥 &|!()<->:* ../../etc/passwd $(id) {{7*7}} me none
today tomorrow 2026-02-30 0001-01-01 9999-12-31 25:00 1h WEB-1 WEB-2 INBOX acme high completed is:open label:
due:<7d ../.. =1+1 00000000-0000-0000-0000-000000000000 Europe/Berlin javascript:alert(1) on comment week
guest teal dark board"""
LONG = ("-(" * 30 + "x" + ")" * 30, "x" * 300, "é" * 5000, "a b " * 2000, "9" * 40, "' or 1=1 --", "every 2nd tuesday")
ODD: Sequence[str] = (
    *WORDS.split(),
    *LONG,
    "",
    " ",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\t",
    "\r\n",
    "\U0010ffff",
    "is:open or (",
)
BROKEN = (
    b"",
    b"{",
    b"[" * 3000,
    b'{"a":' * 500,
    b"\xff\xfe\x00",
    b"%ff%00=1",
    b"--b\r\n",
    b'{"title": "\\ud800"}',
    b"title=%ed%a0%80",
)
KINDS = (
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=b",
    "text/plain",
    "",
    "application/json; charset=utf-16",
)
HEADERS: Sequence[dict[str, str]] = (
    {},
    {},
    {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": "http://localhost/acme/projects/WEB"},
    {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Current-URL": "http://localhost/acme/tasks/WEB-1?open=%ff",
    },
    {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": "http://[", "HX-Target": "#" + "x" * 500},
    {"If-None-Match": '"x", W/"y", *'},
    {"Accept": "application/json, */*;q=0.x", "Accept-Language": "de;q=9, *;q=" + "1" * 200},
    {"Range": "bytes=0-,5-1,-9999999999", "If-Modified-Since": "yesterday"},
    {"Authorization": "Bearer \xff"},
    {"X-Forwarded-For": "::1, x", "X-Correlation-ID": "x" * 64, "Idempotency-Key": "k" * 200},
    {"Cookie": "primo_flash=text%3D%ff; ; =; a=" + "x" * 3000},
)


class Request(NamedTuple):
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes | None
    form: dict[str, Any] | None


def request_for(method: str, path: str, ids: Sequence[UUID], chance: Random) -> Request:
    """Return a request to this route: its path is kept whole three times in four."""
    if chance.random() < 0.25:
        parts = path.split("/")
        parts[chance.randrange(1, len(parts))] = value(ids, chance)[:400].replace("/", "%2F").replace("?", "%3F") or "x"
        path = "/".join(parts)
    query = [(name(chance), value(ids, chance)) for _ in range(chance.choice((0, 0, 1, 3)))]
    headers = {"Sec-Fetch-Site": "same-origin", **chance.choice(HEADERS)}
    if method == "GET":
        return Request(method, path, query, headers, None, None)
    form = {name(chance): value(ids, chance) for _ in range(chance.randrange(6))}
    match chance.randrange(5):
        case 0:
            return Request(
                method, path, query, headers | {"Content-Type": chance.choice(KINDS)}, chance.choice(BROKEN), None
            )
        case 1:
            body = json.dumps({one: deep(ids, chance, 3) for one in form}).encode()
            return Request(method, path, query, headers | {"Content-Type": "application/json"}, body, None)
        case _:
            return Request(method, path, query, headers, None, form)


def almost(form: Form, ids: Sequence[UUID], chance: Random) -> Request:
    """Return what a form of ours sends, with up to two of its fields exchanged, gone, or sent twice."""
    fields: dict[str, Any] = dict(form.fields)
    for one in chance.sample(sorted(fields), min(len(fields), chance.choice((0, 1, 1, 2)))):
        match chance.randrange(6):
            case 0:
                del fields[one]
            case 1:
                fields[one] = [fields[one], value(ids, chance)]
            case _:
                fields[one] = value(ids, chance)
    headers = {"Sec-Fetch-Site": "same-origin", **chance.choice(HEADERS[:4])}
    path, _, asked = form.path.partition("?")
    pairs = parse_qsl(asked, keep_blank_values=True)
    if form.method == "GET":
        return Request("GET", path, pairs + [(name, str(one)) for name, one in fields.items()], headers, None, None)
    return Request(form.method, path, pairs, headers, None, fields)


def document(endpoint: str, path: str, ids: Sequence[UUID], chance: Random) -> Request:
    """Return what a program sends to the API, with one of its values exchanged."""
    body = json.loads(json.dumps(SENT[endpoint]).replace("{project}", "WEB").replace("{task}", "WEB-1"))
    where = body["operations"][chance.randrange(len(body["operations"]))] if "operations" in body else body
    for one in chance.sample(sorted(where), min(len(where), chance.randrange(4))):
        where[one] = deep(ids, chance, 3)
    headers = {"Content-Type": "application/json"}
    method = "PATCH" if endpoint == "api.update_task" else "POST"
    return Request(method, path, [("workspace", "acme")], headers, json.dumps(body).encode(), None)


def name(chance: Random) -> str:
    return chance.choice(NAMES) if chance.random() < 0.95 else chance.choice(ODD)


def value(ids: Sequence[UUID], chance: Random) -> str:
    match chance.randrange(8):
        case 0 | 1:
            return str(chance.choice(ids))
        case 2:
            return chance.choice(ELEMENTS)
        case 3:
            return "".join(
                chr(chance.choice((chance.randrange(32, 127), chance.randrange(160, 0xD7FF)))) for _ in range(20)
            )
        case _:
            return chance.choice(ODD)


def deep(ids: Sequence[UUID], chance: Random, depth: int) -> Any:
    match chance.randrange(6) if depth else 0:
        case 1:
            return [deep(ids, chance, depth - 1) for _ in range(chance.randrange(4))]
        case 2:
            return {name(chance): deep(ids, chance, depth - 1) for _ in range(chance.randrange(4))}
        case 3:
            return chance.choice((None, True, 0, -1, 10**40, 1.5e300, 2**63))
        case _:
            return value(ids, chance)
