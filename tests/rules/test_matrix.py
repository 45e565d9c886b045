"""The matrix of `tests/matrix/` can ask every route: what its ids name and what is sent to it stands there."""

from __future__ import annotations

from flask import Flask

from tests.matrix.sent import IDS, NOTHING, SENT


def test_every_route_has_an_entry(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if "<uuid:id>" in rule.rule:
            assert rule.endpoint in IDS, f"say in tests/matrix/sent.py (IDS) what the id of {rule} names"
        if rule.methods and rule.methods - {"GET", "HEAD", "OPTIONS"} and rule.endpoint != "tasks.pick":
            assert rule.endpoint in {*SENT, *NOTHING.split()}, f"say in tests/matrix/sent.py what is sent to {rule}"
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {*SENT, *NOTHING.split(), *IDS} <= known
    assert not {*SENT} & {*NOTHING.split()}
