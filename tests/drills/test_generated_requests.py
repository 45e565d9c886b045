"""Requests made up for every route: none is a crash, none takes a second of the processor, and memory does not grow.

PRIMO_DRILL_GENERATED says how many, PRIMO_DRILL_SEED which.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.database import Base
from app.extensions import db
from tests.above import above_the_walls
from tests.cast import Team
from tests.matrix.personal import add_token
from tests.matrix.sent import SENT
from tests.rules.routes import Cell, cells
from tests.security.bare import bare
from tests.security.forms import Form, forms_of
from tests.security.generated import Request, almost, document, request_for
from tests.slate import Slate

pytestmark = pytest.mark.drill
REQUESTS = int(os.environ.get("PRIMO_DRILL_GENERATED", "200000"))
SEED = int(os.environ.get("PRIMO_DRILL_SEED", "1"))
ANEW = 500
"""Requests after which everything is as it was: many of them take something away."""
ENDS = ("accounts.delete_session", "accounts.end_one_session", "api.logout", "goodbyes.delete_own_account")
"""Routes after which whoever asked is out and every further answer the same: asked seldom."""
PAGES = 25
"""Whose forms are filled in, of all pages there are, others each time."""
TRACES = (b"Traceback (most recent", b"psycopg.", b"sqlalchemy.", b'File "/')
SECOND, ROOM = 1.0, 1.1


@dataclass
class Scene:
    """Everybody's browser and a program, the ids of what there is, and the forms of some pages."""

    clients: list[FlaskClient]
    program: FlaskClient
    ids: list[UUID]
    forms: list[Form]


def test_no_request_is_a_crash_or_takes_long(app: Flask, team: Team, slate: Slate) -> None:
    chance, found, slowest, faults = Random(SEED), Counter[int](), (0.0, ""), list[str]()
    routes = [cell for cell in cells(app) if not cell.path.endswith("/stream")]
    ends = {cell.path for cell in routes if cell.endpoint in ENDS}
    before, start = 0, time.monotonic()
    for number in range(REQUESTS):
        if number % ANEW == 0:
            scene = begin_anew(app, team, slate, routes, chance)
            if not before and number >= REQUESTS // 4:
                before = memory()
        client, asked = make_up(scene, routes, chance)
        while asked.method == "POST" and asked.path in ends and chance.random() < 0.98:
            client, asked = make_up(scene, routes, chance)
        status, body, seconds = send(client, asked)
        found[status] += 1
        slowest = max(slowest, (seconds, str(asked)[:300]))
        if (status >= 500 and asked.path not in ("/ready", "/health/ready")) or any(one in body for one in TRACES):
            faults.append(f"{status} {str(asked)[:2000]}")
            print(faults[-1], flush=True)
        if (number + 1) % 10_000 == 0:
            print(f"{number + 1} after {time.monotonic() - start:.0f} s", flush=True)
    after = memory()
    print(
        f"{REQUESTS} requests in {time.monotonic() - start:.0f} s: {dict(sorted(found.items()))}; {len(faults)} faults"
    )
    print(f"slowest {slowest[0]:.2f} s of the processor: {slowest[1]}; memory × {after / before:.3f}")
    assert faults == []
    assert slowest[0] <= SECOND, slowest
    assert after <= before * ROOM


def make_up(scene: Scene, routes: list[Cell], chance: Random) -> tuple[FlaskClient, Request]:
    """Return who asks, and what: half of it what fits a form or the API but for a value, half of it anything."""
    route = chance.choice(routes)
    if route.endpoint in SENT and route.is_api:
        return scene.program, document(route.endpoint, route.path, scene.ids, chance)
    if chance.random() < 0.5:
        return chance.choice(scene.clients[:7]), almost(chance.choice(scene.forms), scene.ids, chance)
    client = scene.program if route.is_api else chance.choice(scene.clients)
    return client, request_for(route.method, route.path, scene.ids, chance)


def memory() -> int:
    """Return how many pages of memory this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1])


def begin_anew(app: Flask, team: Team, slate: Slate, routes: list[Cell], chance: Random) -> Scene:
    """Put everything back, and look at some pages for their forms."""
    db.session.remove()
    slate.clear()
    slate.put_back()
    here = team.again(app)
    here.alice.post("/acme/projects/WEB/tasks", {"title": "First\n  Second\nThird due tomorrow"})
    here.alice.post("/acme/tasks/WEB-1/comments", {"body": "Said"})
    here.alice.post("/acme/settings/labels", {"name": "One", "hue": "teal"})
    here.alice.post("/acme/filters", {"name": "One", "query": "is:open"})
    db.session.remove()
    tables = [table.name for table in Base.metadata.sorted_tables if "id" in table.columns]
    with above_the_walls() as connection:
        ids = [id for name in tables for id in connection.execute(text(f"select id from {name} limit 3")).scalars()]
    people = [here.alice] * 4 + [here.bob] * 2 + [here.gina, here.charlie, None]
    program = bare(app)
    program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {add_token(here.alice)}"
    pages = sorted({cell.path for cell in routes if cell.method == "GET" and not cell.is_api})
    return Scene(
        [bare(app, person) for person in people],
        program,
        [id for id in ids if isinstance(id, UUID)],
        [form for page in chance.sample(pages, PAGES) for form in forms_shown(bare(app, here.alice), page)],
    )


def forms_shown(client: FlaskClient, page: str) -> list[Form]:
    with client.application.app_context():
        answer = client.get(page)
    return list(forms_of(answer.text, page)) if answer.mimetype == "text/html" else []


def send(client: FlaskClient, asked: Request) -> tuple[int, bytes, float]:
    """Return the status, the body and the processor's seconds of a request."""
    start = time.process_time()
    with client.application.app_context():
        answer = client.open(
            asked.path,
            method=asked.method,
            query_string=asked.query,
            headers={
                name: value.encode("latin-1", "ignore").decode("latin-1") for name, value in asked.headers.items()
            },
            data=asked.form if asked.body is None else asked.body,
        )
    return answer.status_code, answer.data, time.process_time() - start
