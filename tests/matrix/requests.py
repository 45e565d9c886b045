"""Requests made from the policy table and the URL map, with one id exchanged at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from flask import Flask
from werkzeug.routing import Rule

from app.workspaces.policy import ENDPOINTS
from tests.matrix.sent import ASKED, IDS, IN_PATH, SENT, TOKENS
from tests.rules.routes import methods_of, rules_of

NAMED = re.compile(r"\{(\w+)\}")
ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
TAKES_GONE = {"tasks.restore", "tasks.delete", "trash.show_task_deletion"}
TAKES_GONE |= {"projects.restore", "projects.delete", "projects.show_deletion"}
"""What is done to things that are in the trash."""
FIXED = {"provider": "nobody", "kind": "assigned", "place": "00000000-0000-0000-0000-000000000000", "field": "status"}
Choose = Callable[[str, int], str]


class Question(NamedTuple):
    """One method of one route, with `{kind}` where an id stands: in the path, then the query, then the body."""

    method: str
    endpoint: str
    path: str
    query: dict[str, Any]
    body: dict[str, Any]

    @property
    def action(self) -> str:
        return ENDPOINTS.get(self.endpoint, "")

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    @property
    def changes(self) -> bool:
        return self.method != "GET"

    @property
    def kinds(self) -> list[str]:
        """The kind of thing at each spot."""
        return [kind for part in (self.path, self.query, self.body) for kind in named_in(part)]

    @property
    def in_path(self) -> int:
        """How many of the spots are in the path."""
        return len(named_in(self.path))

    def filled(self, choose: Choose) -> tuple[str, dict[str, Any]]:
        """Return the address and what else a client sends, each spot as `choose(kind, number of the spot)` says."""
        turn = iter(range(1000))

        def fill(part: Any) -> Any:
            if isinstance(part, str):
                return NAMED.sub(lambda found: choose(found[1], next(turn)), part)
            if isinstance(part, dict):
                return {name: fill(value) for name, value in part.items()}
            return [fill(one) for one in part] if isinstance(part, list) else part

        path, query, body = fill(self.path), fill(self.query), fill(self.body)
        options: dict[str, Any] = {"method": self.method, "query_string": query}
        if self.changes and self.is_api:
            options["json"] = body
        elif self.changes:
            options["data"] = {name: sendable(value) for name, value in body.items()}
        return path, options

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.endpoint})"


def named_in(part: Any) -> list[str]:
    if isinstance(part, str):
        return NAMED.findall(part)
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
    return [kind for one in parts for kind in named_in(one)]


def sendable(value: Any) -> Any:
    return (io.BytesIO(b"text"), "file.txt") if value == "a file" else value


def questions(app: Flask) -> Iterator[Question]:
    """Yield every method of every route."""
    for rule in rules_of(app):
        if rule.endpoint == "static":
            continue
        for path in paths_of(rule):
            for method in methods_of(rule):
                query = dict(ASKED.get(rule.endpoint, {})) if method == "GET" or rule.endpoint == "tasks.pick" else {}
                if path.startswith(("/api/tasks", "/api/projects")):
                    query["workspace"] = "{workspace}"
                yield Question(method, rule.endpoint, path, query, SENT.get(rule.endpoint, {}))


def paths_of(rule: Rule) -> list[str]:
    """Return the rule with `{kind}` for its arguments; a link is one to a task and one to a project."""
    path = ARGUMENT.sub(lambda found: part_of(rule.endpoint, found[1]), rule.rule)
    return [path, path.replace("{share}", "{project_share}")] if "{share}" in path else [path]


def part_of(endpoint: str, argument: str) -> str:
    """Return what stands for an argument of a path."""
    kind = IN_PATH.get(argument, "")
    if argument == "id":
        kind = IDS.get(endpoint, "")
    if argument == "token":
        kind = next((kind for prefix, kind in TOKENS.items() if endpoint.startswith(prefix)), "")
    if endpoint in TAKES_GONE:
        kind = {"task": "trashed", "project": "trashed_project"}.get(kind, kind)
    if not kind:
        return FIXED.get(argument, "nothing")
    return "{" + kind + "}"
