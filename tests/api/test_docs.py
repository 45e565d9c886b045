"""docs/api.md says what is so: every curl line in it runs, and answers what stands below it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

from tests.api.conftest import Script

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
EXAMPLE = re.compile(r"```sh\n(curl .*?)```(?:\n```json\n(.*?)```)?", re.S)


def read_curl(command: str, token: str) -> tuple[str, str, dict[str, str], str | None]:
    """Return method, path, headers and body of a curl line."""
    words = iter(shlex.split(command.replace("\\\n", " ").replace("$TOKEN", token))[1:])
    method, path, headers, body = "", "", {}, None
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif word == "-c":
            next(words)
        else:
            path = word.removeprefix("http://localhost:8000")
    return method or ("POST" if body else "GET"), path, headers, body


def holds(shown: Any, answer: Any, where: str) -> None:
    """Assert that the answer has everything the example shows; `…` and times stand for any text."""
    if isinstance(shown, dict):
        assert isinstance(answer, dict), where
        for name, value in shown.items():
            assert name in answer, f"{where}.{name}"
            holds(value, answer[name], f"{where}.{name}")
    elif isinstance(shown, list):
        assert isinstance(answer, list), where
        for place, value in enumerate(shown):
            holds(value, answer[place], f"{where}[{place}]")
    elif shown != "…" and not where.endswith("_at"):
        assert answer == shown, where


def test_every_example_runs_and_answers_as_shown(script: Script) -> None:
    token, seen = "", 0
    for command, shown in EXAMPLE.findall(TEXT):
        method, path, headers, body = read_curl(command, token)
        response = script.open(path, method=method, headers=headers, data=body)
        assert response.status_code < 300, f"{command}\n{response.text}"
        answer = response.get_json()
        token = answer.get("token", token)
        if shown:
            holds(json.loads(shown), answer, path)
        seen += 1
    assert seen >= 9


def test_the_example_of_a_task_names_all_its_fields(script: Script) -> None:
    who = {"name": "Ada Berg", "email": "ada@example.com", "password": "correct horse battery staple"}
    script.call("POST", "/api/auth/register", who, status=201)
    task = script.call("POST", "/api/tasks", {"title": "x"}, status=201)["data"]
    shown = json.loads(next(block for _, block in EXAMPLE.findall(TEXT) if '"created_at"' in block))
    assert set(shown["data"]) == set(task)
