"""The words a task is found by: plain words for prefixes, English stems, and the workspace's own lexeme."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Sequence

from sqlalchemy import text

from app.extensions import db
from app.tasks.models import Task

INDEX = text("""
insert into task_search (workspace_id, task_id, tsv)
values (:workspace_id, :task_id,
        setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('english', :title), 'A')
        || to_tsvector('simple', :description) || to_tsvector('english', :description)
        || array_to_tsvector(array[:lexeme]))
on conflict (workspace_id, task_id) do update set tsv = excluded.tsv""")

WORD = re.compile(r"[^\W_]+")


def index_words(tasks: Sequence[Task]) -> None:
    """Store the words of tasks that are, or will be flushed, in this transaction."""
    if not tasks:
        return
    db.session.flush()
    values = [
        {
            "workspace_id": task.workspace_id,
            "task_id": task.id,
            "title": " ".join(words_of(task.title)),
            "description": " ".join(words_of(task.description)),
            "lexeme": workspace_lexeme(task.workspace_id),
        }
        for task in tasks
    ]
    db.session.execute(INDEX, values if len(values) > 1 else values[0])


def workspace_lexeme(workspace_id: uuid.UUID) -> str:
    return f"ws{workspace_id.hex}"


def words_of(text: str) -> list[str]:
    """Return the words of a text, taken apart here and not by the database, which would keep addresses whole.

    Small letters come from here too: a database in the C locale knows only those of English.
    """
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())
