"""Requests made up for every route: none is a crash, none takes a second of the processor, and memory does not grow.

PRIMO_DRILL_GENERATED says how many, PRIMO_DRILL_SEED which.
"""

from __future__ import annotations

import os
import time
from collections import Counter
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
from tests.rules.routes import cells
from tests.security.bare import bare
from tests.security.generated import Request, request_for
from tests.slate import Slate

pytestmark = pytest.mark.drill
REQUESTS = int(os.environ.get("PRIMO_DRILL_GENERATED", "200000"))
SEED = int(os.environ.get("PRIMO_DRILL_SEED", "1"))
ANEW = 1000
"""Requests after which everything is as it was: many of them take something away."""
TRACES = (b"Traceback (most recent", b"psycopg.", b"sqlalchemy.", b'File "/')
SECOND, ROOM = 1.0, 1.1


def test_no_request_is_a_crash_or_takes_long(app: Flask, team: Team, slate: Slate) -> None:
    chance, found, slowest, faults = Random(SEED), Counter[int](), (0.0, ""), list[str]()
    routes = [(cell.method, cell.path) for cell in cells(app) if not cell.path.endswith("/stream")]
    before, start = 0, time.monotonic()
    for number in range(REQUESTS):
        if number % ANEW == 0:
            clients, ids = begin_anew(app, team, slate)
            if not before and number >= REQUESTS // 4:
                before = memory()
        asked = request_for(*chance.choice(routes), ids, chance)
        status, body, seconds = send(chance.choice(clients), asked)
        found[status] += 1
        slowest = max(slowest, (seconds, str(asked)[:300]))
        if (status >= 500 and asked.path not in ("/ready", "/health/ready")) or any(one in body for one in TRACES):
            faults.append(f"{status} {str(asked)[:2000]}")
    after = memory()
    print(
        f"{REQUESTS} requests in {time.monotonic() - start:.0f} s: {dict(sorted(found.items()))}; {len(faults)} faults"
    )
    print(f"slowest {slowest[0]:.2f} s of the processor: {slowest[1]}; memory × {after / before:.3f}")
    assert faults == []
    assert slowest[0] <= SECOND, slowest
    assert after <= before * ROOM


def memory() -> int:
    """Return how many pages of memory this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1])


def begin_anew(app: Flask, team: Team, slate: Slate) -> tuple[list[FlaskClient], list[UUID]]:
    """Put everything back and return everybody's browser, and the ids of what there is."""
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
    people = [here.alice, here.alice, here.bob, here.gina, here.charlie, None]
    return [bare(app, person) for person in people], [id for id in ids if isinstance(id, UUID)]


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
