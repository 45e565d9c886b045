"""Finding tasks by words: by one GIN index over all workspaces, or the words of one workspace, as the planner likes.

`PRI-42` finds that task as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.tasks.refs import TaskRef, read_ref
from app.tasks.words import words_of, workspace_lexeme
from app.workspaces.viewer import Viewer

FOUND = """t.id in (select task_id from {name})"""
FOUND_CTE = """{name} as (
  select s.task_id from task_search s where s.tsv @@ ({query}) and s.workspace_id = %(workspace)s{named})"""
NAMED = """ union select n.id from tasks n join projects o on o.workspace_id = %(workspace)s and o.id = n.project_id
   where n.workspace_id = %(workspace)s and o.key = %({name}_key)s and n.number = %({name}_number)s"""


def search_table(viewer: Viewer, texts: Sequence[str], parameters: dict[str, Any], name: str) -> str | None:
    """Return the table, to be called `name`, of the tasks with all words of these texts; None where there are none."""
    words = [word for text in texts for word in words_of(text)]
    if not words or any(text.strip() and not words_of(text) for text in texts):
        return None
    ref = read_ref(texts[0]) if len(texts) == 1 else None
    query = search_query(viewer, words, parameters, name)
    return FOUND_CTE.format(name=name, query=query, named=named(ref, parameters, name) if ref else "")


def named(ref: TaskRef, parameters: dict[str, Any], name: str) -> str:
    parameters[f"{name}_key"], parameters[f"{name}_number"] = ref.key, ref.number
    return NAMED.format(name=name)


def search_query(viewer: Viewer, words: list[str], parameters: dict[str, Any], name: str) -> str:
    """Return a tsquery: this workspace's lexeme, and every word as a prefix or by its stem."""
    parameters["lexeme"] = workspace_lexeme(viewer.workspace_id)
    parts = ["to_tsquery('simple', %(lexeme)s)"]
    for place, word in enumerate(dict.fromkeys(words)):
        prefix, stem = f"{name}_prefix{place}", f"{name}_word{place}"
        parameters[stem], parameters[prefix] = word, f"{word}:*"
        parts.append(f"(to_tsquery('simple', %({prefix})s) || plainto_tsquery('english', %({stem})s))")
    return " && ".join(parts)
