"""Tasks, one by one and as a list."""

from __future__ import annotations

from flask import Response, g, jsonify, request

from app.api.bodies import Completion, NewTask, TaskChange
from app.api.changes import add_task, change_task, read_address
from app.api.documents import task_document, task_documents
from app.api.kept import answer_kept
from app.api.listing import list_page
from app.api.query import read_query
from app.api.reading import read_body
from app.api.routes import bp
from app.database import utcnow
from app.extensions import db
from app.tasks.models import Task
from app.tasks.queries import get_task
from app.tasks.trashing import trash_task
from app.translation.speaking import _
from app.web.clock import now
from app.workspaces.etags import versioned


@bp.get("/tasks")
@versioned
def list_tasks() -> Response:
    query = read_query(g.viewer, request.args)
    end = now() if query.filters.changes_by_itself else None
    return answer_kept(g.viewer, query, make=lambda: list_page(g.viewer, query), until=lambda: end)


@bp.post("/tasks")
def create_task() -> Response:
    """Make a task in the caller's Inbox, or in the `project` with this key."""
    task, is_new = add_task(g.viewer, read_body(NewTask), at=utcnow())
    return committed(task, 201 if is_new else 200)


@bp.get("/tasks/<address>")
@versioned
def show_task(address: str) -> Response:
    task = get_task(g.viewer, read_address(address), to="task.view")
    return jsonify(success=True, data=task_document(g.viewer, task.id))


@bp.route("/tasks/<address>", methods=["PUT", "PATCH"])
def update_task(address: str) -> Response:
    """Change the fields that are given, whichever of the two methods gives them."""
    task, planned = change_task(g.viewer, address, read_body(TaskChange), at=utcnow())
    return committed(task, planned=planned)


@bp.put("/tasks/<address>/complete")
def complete_task(address: str) -> Response:
    body = read_body(Completion, optional=True)
    task = get_task(g.viewer, read_address(address), to="task.complete", lock=True)
    planned = task.complete(g.viewer, utcnow(), with_subtasks=body.with_subtasks)
    return committed(task, planned=planned)


@bp.delete("/tasks/<address>")
def delete_task(address: str) -> Response:
    """Put the task into the trash, with its subtasks."""
    task = get_task(g.viewer, read_address(address), to="task.trash", lock=True)
    trash_task(task, by=g.viewer, at=utcnow())
    message = _("{ref} is in the trash with its subtasks. It can be restored there for 30 days.", ref=task.ref)
    db.session.commit()
    return jsonify(success=True, message=message)


def committed(task: Task, status: int = 200, *, planned: Task | None = None) -> Response:
    """Commit, and answer with the task as it is now and, where it comes again, with the next one as `next`."""
    ids = [task.id, *([planned.id] if planned and not planned.trashed_at else [])]
    db.session.commit()
    first, *following = (task_documents(g.viewer, ids)[id] for id in ids)
    response = jsonify(success=True, data=first, **({"next": following[0]} if following else {}))
    response.status_code = status
    return response
