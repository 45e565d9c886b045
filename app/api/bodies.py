"""What each call may send."""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field

from app.api.reading import Body

Text = Annotated[str, Field(max_length=1000)]
Texts = Annotated[list[Text], Field(max_length=100)]


class Registration(Body):
    name: Text
    email: Text
    password: Text
    time_zone: Text = "UTC"


class Credentials(Body):
    email: Text
    password: Text
    code: Text = ""
    rights: Literal["read", "write"] = "write"


class DueBody(Body):
    date: str
    time: str | None = None
    zone: str | None = None
    kind: Literal["all_day", "timed", "floating"] | None = None


class TaskFields(Body):
    """The fields of a task; those that are absent stay as they are. The domain reads their values."""

    title: str | None = None
    description: str | None = None
    status: str | None = None
    priority: str | None = None
    start_on: str | None = None
    due: Any = Field(default=None, validation_alias=AliasChoices("due", "due_date", "dueDate"))
    estimate: Any = None
    repeat: Any = None
    reminders: Annotated[list[Any], Field(max_length=10)] | None = None
    labels: Texts | None = None
    assignees: Texts | None = None
    section_id: str | None = None


class NewTask(TaskFields):
    """A client's own `id` makes a repeated call return the task of the first one."""

    id: Annotated[uuid.UUID, Field(strict=False)] | None = None
    project: str | None = None
    parent: str | None = None


class TaskChange(TaskFields):
    """With the `version` it saw, a client is told when somebody else changed the same field since."""

    version: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    with_subtasks: bool | None = None


class Completion(Body):
    """`with_subtasks` chooses what happens to open subtasks: true completes them too, false leaves them open."""

    with_subtasks: bool | None = None


class Batch(Body):
    """Up to a hundred operations; each is read by itself, so that one bad item does not lose the others."""

    operations: Annotated[list[Any], Field(min_length=1, max_length=100)]


class CreateOperation(NewTask):
    action: Literal["create"]


class UpdateOperation(TaskChange):
    action: Literal["update"]
    id: str


class CompleteOperation(Completion):
    action: Literal["complete"]
    id: str


class DeleteOperation(Body):
    action: Literal["delete"]
    id: str
