"""Whatever three people do, undoing all of it in reverse brings back what was, and redoing it what had become of it."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.activity.models import Event
from app.comments.models import Comment
from app.comments.writing import create_comment, delete_comment, edit_comment
from app.database import utcnow
from app.dates import Due
from app.errors import DomainError
from app.extensions import db
from app.history.changes import lock_chain
from app.history.undoing import ChangedSince, make_plan, undo_change
from app.hues import HUES
from app.projects.changing import archive_project, bring_back_project, change_project, move_project
from app.projects.creating import create_project
from app.projects.labels import change_label, create_label, delete_label
from app.projects.models import Label, Project, Section
from app.projects.sections import create_section, move_section, remove_section, rename_section
from app.projects.trashing import restore_project, trash_project
from app.tasks.bulk import Change, change_tasks
from app.tasks.creating import create_task, duplicate_task
from app.tasks.editing import edit_task
from app.tasks.models import Task
from app.tasks.pasting import create_from_lines
from app.tasks.placing import move_to_project, place_task
from app.tasks.trashing import restore_task, trash_task
from app.workspaces.viewer import Viewer
from tests.cast import Team
from tests.data.books import imbalances
from tests.history.dump import dump, unlike

Dice = random.Random
STEPS = 40
LIVE = select(Project.id).where(Project.trashed_at.is_(None), Project.inbox_of.is_(None))


class Crowd:
    """Three people who do things at random, each through the domain's own verbs."""

    def __init__(self, team: Team, dice: Dice) -> None:
        self.dice, self.people = dice, [team.alice.viewer(), team.bob.viewer()]
        self.members = [team.alice.member_id, team.bob.member_id, team.gina.member_id]

    def act(self) -> None:
        """Do one thing as somebody; what is refused did not happen."""
        by = self.dice.choice(self.people)
        try:
            self.dice.choice(DEEDS)(self, by)
            db.session.commit()
        except (DomainError, IndexError):
            db.session.rollback()

    def pick(self, model: Any, *conditions: Any) -> Any:
        return self.dice.choice(list(db.session.scalars(select(model).where(*conditions).order_by(model.id))))

    def task(self) -> Task:
        found: Task = self.pick(Task, Task.trashed_at.is_(None), Task.project_id.in_(LIVE))
        return found

    def section(self) -> Section:
        found: Section = self.pick(Section, Section.project_id.in_(LIVE))
        return found

    def project(self) -> Project:
        found: Project = self.pick(Project, Project.id.in_(LIVE))
        return found

    def spare_project(self) -> Project:
        """Return a project that is not the only one."""
        found: list[Project] = list(
            db.session.scalars(select(Project).where(Project.id.in_(LIVE)).order_by(Project.id))
        )
        return self.dice.choice(found[1:])

    def word(self) -> str:
        return f"Word {self.dice.randrange(10_000)}"


def edit(crowd: Crowd, by: Viewer) -> None:
    dice, task = crowd.dice, crowd.task()
    labels = list(db.session.scalars(select(Label.id).order_by(Label.id)))
    changes: dict[str, Any] = {
        "title": crowd.word(),
        "description": crowd.word(),
        "priority": dice.randrange(5),
        "estimate": dice.choice([None, 30]),
        "start_on": dice.choice([None, date(2030, 1, 1)]),
        "due": dice.choice([None, Due(date(2030, 5, 17))]),
        "assignees": dice.sample(crowd.members, dice.randrange(3)),
        "labels": dice.sample(labels, min(len(labels), dice.randrange(3))),
        "status": dice.choice(["pending", "in_progress", "completed", "cancelled"]),
    }
    chosen = dice.sample(sorted(changes), dice.randrange(1, 4))
    edit_task(
        task, {name: changes[name] for name in chosen}, by=by, at=utcnow(), with_subtasks=dice.choice([True, False])
    )


def place(crowd: Crowd, by: Viewer) -> None:
    task, other = crowd.task(), crowd.task()
    sections = [*db.session.scalars(select(Section.id).where(Section.project_id == task.project_id)), None]
    side = crowd.dice.choice(["before", "after", "none"])
    beside = {side: other} if side != "none" else {}
    place_task(task, by=by, at=utcnow(), section_id=crowd.dice.choice(sections), **beside)


def label(crowd: Crowd, by: Viewer) -> None:
    change_label(crowd.pick(Label), by=by, name=crowd.word(), hue=crowd.dice.choice(HUES))


def project(crowd: Crowd, by: Viewer) -> None:
    key = "".join(crowd.dice.choices("ABCDEFG", k=4))
    one = crowd.project()
    change_project(one, by=by, name=crowd.word(), hue=crowd.dice.choice(HUES), key=crowd.dice.choice([one.key, key]))


def archive(crowd: Crowd, by: Viewer) -> None:
    one = crowd.project()
    bring_back_project(one, by=by) if one.archived_at else archive_project(one, by=by, at=utcnow())


def many(crowd: Crowd, by: Viewer) -> None:
    tasks = list({task.id: task for task in (crowd.task() for _ in range(4))}.values())
    change = crowd.dice.choice(
        [Change(project=crowd.project()), Change(trash=True), Change(fields={"priority": 4, "status": "completed"})]
    )
    change_tasks(tasks, change, by=by, at=utcnow(), with_subtasks=crowd.dice.choice([True, False]))


def comment(crowd: Crowd, by: Viewer) -> None:
    live = select(Task.id).where(Task.trashed_at.is_(None), Task.project_id.in_(LIVE))
    mine = Comment.author_id == by.member_id
    one = crowd.pick(Comment, mine, Comment.deleted_at.is_(None), Comment.task_id.in_(live))
    if crowd.dice.random() < 0.5:
        edit_comment(one, crowd.word(), by=by, at=utcnow())
    else:
        delete_comment(one, by=by, at=utcnow())


def restore(crowd: Crowd, by: Viewer) -> None:
    restore_task(crowd.pick(Task, Task.trashed_at.is_not(None)), by=by, at=utcnow())


DEEDS: list[Callable[[Crowd, Viewer], object]] = [
    edit,
    edit,
    edit,
    place,
    place,
    label,
    project,
    archive,
    comment,
    many,
    many,
    restore,
    lambda crowd, by: create_task(crowd.project(), {"title": crowd.word()}, by=by, at=utcnow()),
    lambda crowd, by: create_from_lines(crowd.project(), "One\n  Under\n    Deep\nTwo", by=by, at=utcnow()),
    lambda crowd, by: duplicate_task(crowd.task(), by=by, at=utcnow()),
    lambda crowd, by: trash_task(crowd.task(), by=by, at=utcnow()),
    lambda crowd, by: move_to_project(crowd.task(), crowd.project(), by=by, at=utcnow()),
    lambda crowd, by: move_to_project(crowd.task(), crowd.project(), by=by, at=utcnow()),
    lambda crowd, by: create_section(crowd.project(), crowd.word(), by=by),
    lambda crowd, by: rename_section(crowd.section(), crowd.word(), by=by),
    lambda crowd, by: move_section(crowd.section(), crowd.dice.choice(["up", "down"]), by=by),
    lambda crowd, by: remove_section(crowd.section(), by=by),
    lambda crowd, by: create_label(crowd.word(), by=by),
    lambda crowd, by: delete_label(crowd.pick(Label), by=by),
    lambda crowd, by: create_project(crowd.word(), by=by, at=utcnow()),
    lambda crowd, by: move_project(crowd.project(), crowd.dice.choice(["up", "down"]), by=by),
    lambda crowd, by: trash_project(crowd.spare_project(), by=by, at=utcnow()),
    lambda crowd, by: restore_project(crowd.pick(Project, Project.trashed_at.is_not(None)), by=by),
    lambda crowd, by: create_comment(crowd.task(), crowd.word(), by=by, at=utcnow()),
]


@pytest.mark.parametrize("seed", [3, 5, 12])
def test_undoing_everything_in_reverse_brings_back_what_was(team: Team, seed: int) -> None:
    crowd = Crowd(team, random.Random(seed))
    create_from_lines(crowd.project(), "Old\n  Part\nOther\nThird", by=crowd.people[0], at=utcnow())
    create_label("first", by=crowd.people[0])
    create_section(crowd.project(), "Soon", by=crowd.people[0])
    db.session.commit()
    start, states = newest(), [dump()]
    for _ in range(STEPS):
        seen = newest()
        crowd.act()
        if newest() != seen:
            states.append(dump())
    changes = changes_since(start)
    assert len(changes) == len(states) - 1 > STEPS // 3
    undos = []
    for change, before in zip(reversed(changes), reversed(states[:-1]), strict=True):
        undo(crowd, change)
        assert not unlike(dump(), before), told(change)
        undos.append(changes_since(start)[-1])
    for redo, after in zip(reversed(undos), states[1:], strict=True):
        undo(crowd, redo)
        assert not unlike(dump(), after), told(redo)
    assert imbalances() == {}


def undo(crowd: Crowd, change: uuid.UUID) -> None:
    db.session.rollback()
    actor = db.session.scalars(select(Event.actor_id).where(Event.change_id == change).limit(1)).one()
    by = next(person for person in crowd.people if person.member_id == actor)
    try:
        assert undo_change(by, change, at=utcnow()) is not None, told(change)
    except ChangedSince:
        db.session.rollback()
        plan = make_plan(by, lock_chain(by, change), at=utcnow())
        pytest.fail(f"{told(change)}\n{plan.differences}")
    db.session.commit()


def newest() -> int:
    db.session.rollback()
    return db.session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1)) or 0


def changes_since(seq: int) -> list[uuid.UUID]:
    db.session.rollback()
    query = select(Event.change_id, Event.seq).where(Event.seq > seq).distinct().order_by(Event.seq)
    return [row.change_id for row in db.session.execute(query)]


def told(change: uuid.UUID) -> str:
    db.session.rollback()
    events = db.session.scalars(select(Event).where(Event.change_id == change).order_by(Event.id))
    return "\n".join(f"{event.kind} {event.before} -> {event.after}" for event in events)
