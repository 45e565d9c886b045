"""Many changes in one call and one transaction; each succeeds or fails by itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.activity.transaction import savepoint
from app.api.bodies import CompleteOperation, CreateOperation, DeleteOperation, UpdateOperation
from app.api.changes import add_task, change_task, read_address
from app.api.documents import task_documents
from app.api.reading import check
from app.api.refusals import refusal
from app.errors import DomainError, Invalid
from app.tasks.models import Task
from app.tasks.queries import get_task
from app.tasks.trashing import trash_task
from app.translation.speaking import _
from app.workspaces.viewer import Viewer


def run_operations(viewer: Viewer, operations: list[Any], *, at: datetime) -> list[dict[str, Any]]:
    """Return what became of each operation, in order: its task, or why it was refused."""
    done: dict[int, uuid.UUID] = {}
    results: list[dict[str, Any]] = []
    for index, operation in enumerate(operations):
        try:
            with savepoint():
                done[index] = run_operation(viewer, operation, at).id
            results.append({"index": index, "success": True})
        except DomainError as error:
            body, status = refusal(error)
            results.append({"index": index, "status": status} | body)
    documents = task_documents(viewer, list(done.values()))
    for index, id in done.items():
        results[index]["data"] = documents[id]
    return results


def run_operation(viewer: Viewer, operation: Any, at: datetime) -> Task:
    """Do what one item says, or raise."""
    if not isinstance(operation, dict):
        raise Invalid({"operation": ["Give an object with an action and its fields."]})
    action = operation.get("action")
    run = ACTIONS.get(action) if isinstance(action, str) else None
    if run is None:
        raise Invalid({"action": [_("Choose one of: {actions}.", actions=", ".join(ACTIONS))]})
    return run(viewer, operation, at)


def create(viewer: Viewer, operation: dict[str, Any], at: datetime) -> Task:
    return add_task(viewer, check(CreateOperation, operation), at=at)[0]


def update(viewer: Viewer, operation: dict[str, Any], at: datetime) -> Task:
    body = check(UpdateOperation, operation)
    return change_task(viewer, body.id, body, at=at)[0]


def complete(viewer: Viewer, operation: dict[str, Any], at: datetime) -> Task:
    body = check(CompleteOperation, operation)
    task = get_task(viewer, read_address(body.id), to="task.complete", lock=True)
    task.complete(viewer, at, with_subtasks=body.with_subtasks)
    return task


def delete(viewer: Viewer, operation: dict[str, Any], at: datetime) -> Task:
    body = check(DeleteOperation, operation)
    task = get_task(viewer, read_address(body.id), to="task.trash", lock=True)
    trash_task(task, by=viewer, at=at)
    return task


ACTIONS: dict[str, Callable[[Viewer, dict[str, Any], datetime], Task]] = {
    "create": create,
    "update": update,
    "complete": complete,
    "delete": delete,
}
