"""Where a task stands: its place in the order, its section, its parent and its project."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Cursor
from sqlalchemy import select, text, update

from app.activity.record import record
from app.errors import Invalid
from app.extensions import db, driver
from app.ordering import LONGEST, key_between, keys_around, keys_between
from app.projects.models import Project, Section
from app.tasks.creating import last_key, take_numbers
from app.tasks.editing import check_section
from app.tasks.models import Task, TaskReference
from app.tasks.subtree import list_subtree
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

KEEP = object()
Place = tuple[uuid.UUID | None, str | None]
NOTHING: Place = (None, None)
SIDE = """select '{side}', t.id, t.order_key from tasks t
  where t.workspace_id = %(workspace)s and t.project_id = %(project)s and t.id <> %(task)s{beyond}
  order by t.order_key {way} limit 1"""
BEYOND = " and t.order_key {sign} (select order_key from tasks where workspace_id = %(workspace)s and id = %(spot)s)"
HERE = "select 'here', id, order_key from tasks where workspace_id = %(workspace)s and id = %(spot)s"
BEHIND = SIDE.format(side="behind", beyond=BEYOND.format(sign="<"), way="desc")
BEFORE = SIDE.format(side="before", beyond=BEYOND.format(sign=">"), way="asc")
AROUND = " union all ".join(f"({one})" for one in (BEHIND, HERE, BEFORE))
LAST = SIDE.format(side="behind", beyond="", way="desc")
LOCK = "select 1 from projects where workspace_id = %(workspace)s and id = %(project)s for no key update"
PLACES = text("""
select t.id::text as id, t.number, t.section_id::text as section,
       (select b.id::text from tasks b where b.workspace_id = :workspace and b.project_id = t.project_id
           and b.order_key < t.order_key order by b.order_key desc limit 1) as behind,
       (select b.id::text from tasks b where b.workspace_id = :workspace and b.project_id = t.project_id
           and b.order_key > t.order_key order by b.order_key limit 1) as before
  from tasks t where t.workspace_id = :workspace and t.id = any(:ids) order by t.order_key""")
LAY_OUT = text("""
update tasks t set order_key = laid.order_key
  from unnest(cast(:ids as uuid[]), cast(:keys as text[])) laid (id, order_key)
 where t.workspace_id = :workspace and t.id = laid.id""")


class Around(NamedTuple):
    """A task's place in the order, and what stands on either side of it: ids and keys."""

    behind: Place = NOTHING
    here: Place = NOTHING
    before: Place = NOTHING


def place_task(
    task: Task,
    *,
    by: Viewer,
    at: datetime,
    before: Task | None = None,
    after: Task | None = None,
    section_id: uuid.UUID | object | None = KEEP,
) -> None:
    """Put the task before or after another of its project, or at the end, and perhaps in a section.

    The neighbours are read by task, not by key, so a stale page still means what its reader saw. Under the project's
    lock moves happen one after the other, in the order of their events: replaying these on a plain list gives the same.
    """
    anchor = before or after
    if anchor is not None and (anchor.project_id != task.project_id or anchor.id == task.id):
        raise Invalid({"place": ["That place is gone. Reload the list and try again."]})
    if len(max(task.order_key, anchor.order_key if anchor else "", key=len)) > LONGEST:
        db.session.flush()
        rebalance(task.project)
    was, wanted = lock_around(task, anchor.id if anchor else None)
    if before is not None:
        wanted = wanted._replace(before=wanted.here)
    elif after is not None:
        wanted = wanted._replace(behind=wanted.here)
    moves = was.behind[0] != wanted.behind[0] or was.before[0] != wanted.before[0]
    into = section_id is not KEEP and section_id != task.section_id
    if into:
        check_section(task, section_id)  # type: ignore[arg-type]  # KEEP was ruled out
        task.section_id = section_id  # type: ignore[assignment]
    if moves:
        task.order_key = key_between(wanted.behind[1], wanted.before[1])
    if moves or into:
        task.touch(at)
        record("task.moved", task, by=by, before=ids_of(was), after=ids_of(wanted))


def lock_around(task: Task, spot: uuid.UUID | None) -> tuple[Around, Around]:
    """Lock the task's project and return where the task and `spot` are then, in one trip: others wait for it.

    Each statement sees what was committed before it began, and the second begins when the first has its lock.
    """
    values = {"workspace": task.workspace_id, "project": task.project_id, "task": task.id}
    with driver().pipeline():
        driver().execute(LOCK, values)
        was = driver().execute(AROUND, values | {"spot": values["task"]})
        wanted = driver().execute(AROUND if spot else LAST, values | {"spot": spot})
    return around_of(was), around_of(wanted)


def around(task: Task, spot: uuid.UUID | None, project_id: uuid.UUID) -> Around:
    """Return the place of `spot`, or of the end, as it is now; the task itself does not stand beside it."""
    values = {"workspace": task.workspace_id, "project": project_id, "task": task.id, "spot": spot}
    return around_of(driver().execute(AROUND if spot else LAST, values))


def around_of(found: Cursor[Any]) -> Around:
    return Around(**{side: (id, key) for side, id, key in found})


def ids_of(place: Around) -> dict[str, uuid.UUID | None]:
    return {"behind": place.behind[0], "before": place.before[0]}


def rebalance(project: Project) -> None:
    """Give the tasks of a project short keys again, in the same order, under the project's lock.

    Tasks that others hold keep their keys: whoever holds one may wait for the project, so nobody waits for them here.
    """
    lock_projects(project.id)
    tasks = select(Task.id, Task.order_key).where(Task.project_id == project.id)
    free = set(db.session.scalars(tasks.with_for_update(key_share=True, skip_locked=True)))
    places = [(id, None if id in free else key) for id, key in db.session.execute(tasks.order_by(Task.order_key))]
    laid = {"ids": [id for id, held in places if held is None], "keys": keys_around([held for _, held in places])}
    db.session.execute(LAY_OUT, {"workspace": project.workspace_id, **laid})
    db.session.expire_all()


def lock_projects(*ids: uuid.UUID) -> None:
    """Hold projects until commit. Like the counts at commit, they are locked after their tasks and in id order."""
    db.session.execute(
        select(Project.id).where(Project.id.in_(ids)).order_by(Project.id).with_for_update(key_share=True)
    )


def move_to_project(
    task: Task, project: Project, *, by: Viewer, at: datetime, section_id: uuid.UUID | None = None
) -> None:
    """Take the task and everything under it to the end of another project; former numbers keep working."""
    if project.id != task.project_id:
        move_families([[task, *list_subtree(task, lock=True)]], project, by=by, at=at, section_id=section_id)


def move_families(
    families: list[list[Task]], project: Project, *, by: Viewer, at: datetime, section_id: uuid.UUID | None = None
) -> None:
    """Take locked families (a task, then everything under it) to the end of a project they are not in."""
    if project.archived_at is not None or project.trashed_at is not None:
        raise Invalid({"project": ["This project is archived or in the trash. Choose another."]})
    everyone = [task for family in families for task in family]
    if project.is_inbox and any(person.id != project.inbox_of for one in everyone for person in one.assignees):
        raise Invalid({"project": ["Others are assigned, and only you see your Inbox. Unassign them first."]})
    if any(not admits(project, person.id, person.role) for one in everyone for person in one.assignees):
        raise Invalid({"project": ["Someone who is assigned does not see that project. Unassign them first."]})
    left = dict(zip((family[0].id for family in families), moved_from(families), strict=True))
    lock_projects(project.id, *(task.project_id for task in everyone))
    number = take_numbers(project, len(everyone))
    keys = keys_between(last_key(project), None, len(everyone))
    for place, one in enumerate(everyone):
        if one.id in left:
            one.parent_id, one.parent = None, None
        settle(one, project, number + place, keys[place], section_id if one.id in left else None, at)
        if one.id in left:
            check_section(one, section_id)
            record(
                "task.moved_to_project",
                one,
                by=by,
                before=left[one.id],
                after=place_told(one, project),
            )
    db.session.flush()


def moved_from(families: list[list[Task]]) -> list[dict[str, Any]]:
    """Return for each family where it is, as the event of its move keeps it: what it takes to bring everything back.

    Families leave one after the other, so what has left before does not stand beside one any more.
    """
    values = {"workspace": families[0][0].workspace_id, "ids": [task.id for family in families for task in family]}
    stood = {row.id: row for row in db.session.execute(PLACES, values)}
    order = {id: place for place, id in enumerate(stood)}
    gone: set[str] = set()
    found = []
    for family in families:
        ids = sorted((str(task.id) for task in family), key=order.__getitem__)
        places = [
            {
                "id": id,
                "number": stood[id].number,
                "section": stood[id].section,
                "behind": still_beside(stood, gone, id, "behind"),
                "before": still_beside(stood, gone, id, "before"),
            }
            for id in ids
        ]
        found.append({**place_told(family[0], family[0].project), "family": places})
        gone.update(ids)
    return found


def place_told(task: Task, project: Project) -> dict[str, str]:
    """Return what the history says of where a task was: it may be read by people who do not see a private project."""
    if project.is_private:
        return {"project": "a private project", "ref": ""}
    return {"project": project.name, "ref": task.ref}


def still_beside(stood: Mapping[str, Any], gone: set[str], id: str, side: str) -> str | None:
    """Return who stands on this side of a task when those who are gone are passed over."""
    beside: str | None = getattr(stood[id], side)
    while beside in gone:
        beside = getattr(stood[beside], side)
    return beside


def settle(task: Task, project: Project, number: int, key: str, section_id: uuid.UUID | None, at: datetime) -> None:
    """Make the task one of the project's; its number in the one it leaves goes on leading to it."""
    db.session.add(
        TaskReference(workspace_id=task.workspace_id, project_key=task.project.key, number=task.number, task_id=task.id)
    )
    task.project_id, task.project, task.number = project.id, project, number
    task.order_key, task.section_id = key, section_id
    task.touch(at)


def sections_cleared(section_id: uuid.UUID) -> list[uuid.UUID]:
    """Take every task out of a section that is being removed; the tasks stay in the project, and are returned."""
    out = update(Task).where(Task.section_id == section_id).values(section_id=None).returning(Task.id)
    return sorted(db.session.scalars(out.execution_options(synchronize_session=False)))


def into_section(section: Section, tasks: list[uuid.UUID]) -> None:
    """Put those of the tasks into the section that are in its project and in no section."""
    mine = update(Task).where(Task.id.in_(tasks), Task.project_id == section.project_id, Task.section_id.is_(None))
    db.session.execute(mine.values(section_id=section.id).execution_options(synchronize_session=False))
