"""The matrix itself: who asks, for what, with which id exchanged; every answer judged, and the scene put back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import Flask

from tests.cast import Team
from tests.matrix.asking import BY_LINK, Answer, Asker
from tests.matrix.judging import UNSEEN, at_the_door, beside_nothing, by_its_buttons, by_its_conditions, by_the_words
from tests.matrix.keeping import TRIES, Keeper
from tests.matrix.people import Principal
from tests.matrix.requests import Question
from tests.matrix.scene import WORDS, build
from tests.security.test_extra_fields import MARKS

SIDES = ("hidden", "foreign", "beside", "gone", "malformed")
TOGETHER = 40
"""How many requests that may change nothing are looked at together."""


@dataclass
class Figures:
    """How many requests were asked, how many of them refused, and what was not as it must be."""

    cells: int = 0
    refused: int = 0
    unexpected: list[str] = field(default_factory=list)
    statements: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.cells} cells, {self.refused} refused, {len(self.unexpected)} unexpected"


class Asked(NamedTuple):
    """A request of the matrix, before it is sent."""

    who: Principal
    question: Question
    spot: int
    side: str

    @property
    def may_change(self) -> bool:
        """Whether the door is open to a change."""
        return self.question.changes and self.who.meets_at(self.question) is None


class Matrix:
    def __init__(self, app: Flask, asker: Asker, keeper: Keeper) -> None:
        self._asker, self._keeper, self._places = asker, keeper, app.url_map.bind("localhost")
        self._unlooked: list[Asked] = []
        self.figures = Figures()
        self.count: Callable[[], int] = lambda: 0

    def ask(
        self, question: Question, who: Principal, sides: Collection[str] = SIDES, but: Collection[str] = ()
    ) -> Answer:
        """Ask as it is, then with each id (`but` for some kinds) exchanged alone for one of each side."""
        answer = self._cell(question, who)
        assert answer is not None
        self.figures.unexpected += by_its_conditions(answer)
        self.figures.unexpected += by_its_buttons(answer, self._places)
        sides = [side for side in sides if WORDS.get(side) not in who.reads or side != "foreign"]
        for spot, kind in enumerate(question.kinds if sides else []):
            if kind not in but:
                self._exchange(answer, spot, kind, sides)
        return answer

    def _exchange(self, answer: Answer, spot: int, kind: str, sides: Collection[str]) -> None:
        question, who = answer.question, answer.who
        nothing = self._cell(question, who, spot, "absent")
        if nothing is None:
            return
        is_in = who.meets_at(question) is None and answer.status < 400
        if is_in and spot < question.in_path and kind != "workspace" and nothing.status not in (404, 410):
            self.figures.unexpected.append(f"{nothing}: is not absent")
        for side in sides:
            other = self._cell(question, who, spot, side)
            if other is not None:
                self.figures.unexpected += beside_nothing(other, nothing)
        if kind in UNSEEN.get(who.name, ()) and question.endpoint not in BY_LINK:
            self.figures.unexpected += beside_nothing(answer, nothing)

    def _cell(self, question: Question, who: Principal, spot: int = -1, side: str = "own") -> Answer | None:
        """Ask once and note what is wrong with the answer.

        What a request that may change something has changed is put back at once; the others are looked at together.
        """
        asked = Asked(who, question, spot, side)
        if asked.may_change:
            self.look()
        self.count()
        answer = self._asker.ask(*asked)
        if answer is None:
            return None
        sent, known = self.count(), self.figures.statements.get(question.endpoint, 0)
        self.figures.statements[question.endpoint] = max(sent, known)
        self.figures.cells += 1
        self.figures.refused += is_refused(answer)
        self.figures.unexpected += by_the_words(answer)
        if spot < 0 or question.kinds[spot] != "workspace":
            self.figures.unexpected += at_the_door(answer)
        if asked.may_change:
            self._judge(answer)
        else:
            self._unlooked.append(asked)
            if len(self._unlooked) == TOGETHER:
                self.look()
        return answer

    def look(self) -> None:
        """See that none of those that may change nothing did; else ask each of them again, to know which it was."""
        unlooked, self._unlooked = self._unlooked, []
        if not unlooked or not (changed := self._keeper.changed()):
            return
        self._keeper.restore(changed)
        again = False
        for asked in unlooked:
            answer = self._asker.ask(*asked)
            again |= answer is not None and self._judge(answer)
        if not again:
            self.figures.unexpected.append(f"one of {[str(one.question) for one in unlooked]} changed {changed} once")

    def _judge(self, answer: Answer) -> bool:
        """Return whether an answer changed something; note it where it may not, and put it back."""
        changed = self._keeper.changed()
        if not changed:
            return False
        if marked := self._keeper.holding(changed, MARKS):
            self.figures.unexpected.append(f"{answer}: sets columns it did not ask for in {sorted(marked)}")
        if (is_refused(answer) and changed - TRIES) or not answer.question.changes:
            self.figures.unexpected.append(f"{answer}: refused, and changed {sorted(changed)}")
        self._keeper.restore(changed)
        return True


def is_refused(answer: Answer) -> bool:
    return answer.status >= 400 or answer.who.meets_at(answer.question) is not None


@contextmanager
def matrix(app: Flask, team: Team, url: str) -> Iterator[Matrix]:
    """Yield a matrix over a scene of its own; `url` is the database as its administrator sees it."""
    scene = build(app, team)
    keeper = Keeper(url)
    try:
        yield Matrix(app, Asker(app, scene), keeper)
    finally:
        keeper.close()
