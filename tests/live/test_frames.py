"""What is told of several changes at a time, and how soon the next are."""

from __future__ import annotations

import json
import uuid

from app.live.frames import Entry, Frame, KnownProject, Telling
from app.live.pace import LONGEST, SHORTEST, Pace
from tests.cast import Team

WEB, OWN = str(uuid.uuid4()), str(uuid.uuid4())


def test_what_one_page_did_is_one_message_for_each_who_may_see_it(team: Team) -> None:
    alice, bob = team.alice.viewer(), team.bob.viewer()
    known = {WEB: KnownProject("WEB", None), OWN: KnownProject("OWN", alice.member_id)}

    def change(version: int, project: str, page: str = "p1") -> Frame:
        return Frame(version, [Entry("task.created", project, version)], str(alice.member_id), "Alice", page)

    def sign(number: int) -> Frame:
        return Frame(0, [Entry("presence", WEB, number)], str(alice.member_id))

    telling = Telling(
        [change(1, WEB), sign(1), change(2, OWN), sign(2), change(3, WEB), change(4, WEB, "p2")], known, 1.5
    )
    told = [json.loads(line[6:]) for line in telling.to(bob).decode().split("\n") if line]
    assert told == [
        {"v": 3, "e": [["task.created", "WEB-1"], ["task.created", "WEB-3"]], "n": "Alice", "w": 1500},
        {"v": 0, "e": [["presence", "WEB-1"]], "n": "", "w": 1500},
        {"v": 0, "e": [["presence", "WEB-2"]], "n": "", "w": 1500},
        {"v": 4, "e": [["task.created", "WEB-4"]], "n": "Alice", "w": 1500},
    ]
    own = [json.loads(line[6:]) for line in telling.to(alice).decode().split("\n") if line]
    assert [(one["me"], one["c"], len(one["e"])) for one in own] == [(1, "p1", 3), (1, "", 1), (1, "", 1), (1, "p2", 1)]


def test_what_is_for_one_is_told_to_nobody_else(team: Team) -> None:
    frame = Frame(0, [Entry("unread")], only=[str(team.alice.member_id)])
    assert [bool(frame.told_to(who.viewer(), {})) for who in (team.alice, team.bob)] == [True, False]


def test_frames_are_gathered_longer_the_more_pages_would_ask() -> None:
    pace = Pace()
    for number in range(100):
        pace.note(number / 50)
    assert pace.wait(2, pages=4) == SHORTEST
    assert pace.wait(2, pages=20) == 0.5
    assert pace.wait(2, pages=200) == LONGEST
    assert pace.wait(4.1, pages=200) == SHORTEST
