"""Sending the requests of the matrix as each of those who ask, and reading what can be told from the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.matrix.people import Principal
from tests.matrix.requests import Question
from tests.matrix.scene import WORDS, Scene
from tests.matrix.sent import LIKE
from tests.rules.routes import masked
from tests.security.test_extra_fields import EXTRA

UNLIKE = {"ETag", "Content-Length", "Set-Cookie", "Vary"}
"""Headers that tell only of the length or the time of an answer."""
VARYING = re.compile(
    r"(?i:ourq|sidq|hidq|farq|gonq|nonq)(-\d+)?|[0-9a-f]{8}-[0-9a-f-]{27}|!\*;--"
    r"|20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+]*|just now|\d+ minutes? ago"
)
"""Names, ids and times, which differ between two answers that tell the same."""
UNASKED = EXTRA
"""Columns that no form has a field for, sent along where everything else fits."""
BY_LINK = {"shares.show_shared", "shares.show_shared_task", "shares.create_comment"}
SHARED = {WORDS["own"]}
"""What everyone reads who has the link."""


@dataclass(frozen=True)
class Answer:
    """What was asked, with one id exchanged for that of another side, and what came back."""

    question: Question
    who: Principal
    side: str
    kind: str
    in_path: bool
    response: TestResponse
    exchanged: list[str]

    @cached_property
    def told(self) -> bytes:
        return told(self.response, self.exchanged)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def words(self) -> set[str]:
        """The words of those sides that this one may not read."""
        seen = self.response.data + str(self.response.headers).encode()
        may = self.who.reads | (SHARED if self.question.endpoint in BY_LINK and self.status == 200 else set())
        return {word for word in set(WORDS.values()) - may if word.encode() in seen}

    def __str__(self) -> str:
        exchanged = f" with {self.kind} {self.side}" if self.kind else ""
        return f"{self.who.name}: {self.question}{exchanged} -> {self.status}"


class Asker:
    """Asks as everyone of the scene."""

    def __init__(self, app: Flask, scene: Scene) -> None:
        self._app, self._scene = app, scene
        self._client = FlaskClient(app, app.response_class, use_cookies=False)

    def ask(self, who: Principal, question: Question, spot: int = -1, side: str = "own") -> Answer | None:
        """Return the answer with the id at this spot exchanged, or None where that side has no such thing."""
        exchanged: list[str] = []

        def choose(kind: str, number: int) -> str:
            name = self.name_of(who, kind, side if number == spot else "own")
            if number == spot:
                exchanged.append(name)
            return name

        try:
            path, options = question.filled(choose)
        except KeyError:
            return None
        if spot < 0 and "data" in options:
            options["data"] = UNASKED | options["data"]
        with self._app.app_context():
            response = self._client.open(path, headers=self._headers(who), **options)
        kind = question.kinds[spot] if spot >= 0 else ""
        return Answer(question, who, side, kind, 0 <= spot < question.in_path, response, exchanged)

    def name_of(self, who: Principal, kind: str, side: str) -> str:
        """Return how one thing of this side is named; KeyError where there is none."""
        things = self._scene.things[side]
        kind = kind if side == "own" else LIKE.get(kind, kind)
        if kind in ("share", "project_share") and side == "own" and who.share:
            return self._scene.things[who.share][kind]
        owner = {"own": who.person, "hidden": "hanna", "foreign": "charlie"}.get(side, "")
        mine = self._scene.personal.get(owner, {})
        if kind in mine and (side == "own" or kind not in things):
            return mine[kind]
        return things.get(kind) or self._scene.things["absent"][kind] if side == "own" else things[kind]

    def _headers(self, who: Principal) -> dict[str, str]:
        """Return what says who asks, and that it is from our own page; nothing is kept from one answer to the next."""
        ours = {"Sec-Fetch-Site": "same-origin"}
        if who.is_program:
            return ours | {"Authorization": f"Bearer {self._scene.tokens[who.person, who.only_reads]}"}
        return ours | ({"Cookie": f"primo_session={self._scene.people[who.person].token}"} if who.person else {})


def told(response: TestResponse, exchanged: list[str]) -> bytes:
    """Return what could be compared of an answer, without the name that was asked for."""
    status, body, headers = masked(response)
    lines = [f"{name}: {value}" for name, value in headers if name not in UNLIKE]
    whole = "\n".join([str(status), *lines, body.decode(errors="replace")])
    for name in exchanged:
        whole = whole.replace(name, "*")
    return VARYING.sub("*", whole).encode()
