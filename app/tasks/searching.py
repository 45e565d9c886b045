"""Finding tasks by words: ids come from one GIN index over all workspaces, before anything else is read.

`PRI-42` finds that task as well.
"""

from __future__ import annotations

from typing import Any

from app.tasks.refs import read_ref
from app.tasks.words import search_words, workspace_lexeme
from app.workspaces.viewer import Viewer

FOUND = """t.id in (select task_id from found)"""
FOUND_CTE = """with found as materialized (
  select s.task_id from task_search s where s.tsv @@ ({query}) and s.workspace_id = %(workspace)s{named})
"""
NAMED = """ union select n.id from tasks n join projects o on o.workspace_id = %(workspace)s and o.id = n.project_id
   where n.workspace_id = %(workspace)s and o.key = %(key)s and n.number = %(number)s"""


def search_condition(viewer: Viewer, typed: str, parameters: dict[str, Any]) -> tuple[str, str]:
    """Return the `with` clause and the condition of a search; `parameters` is filled."""
    words = search_words(typed)
    if not words:
        return "", "false"
    named = ""
    if ref := read_ref(typed):
        named, parameters["key"], parameters["number"] = NAMED, ref.key, ref.number
    return FOUND_CTE.format(query=search_query(viewer, words, parameters), named=named), FOUND


def search_query(viewer: Viewer, words: list[str], parameters: dict[str, Any]) -> str:
    """Return a tsquery: this workspace's lexeme, and every word as a prefix or by its stem."""
    parameters["lexeme"] = workspace_lexeme(viewer.workspace_id)
    parts = ["to_tsquery('simple', %(lexeme)s)"]
    for place, word in enumerate(words):
        parameters[f"word{place}"], parameters[f"prefix{place}"] = word, f"{word}:*"
        parts.append(f"(to_tsquery('simple', %(prefix{place})s) || plainto_tsquery('english', %(word{place})s))")
    return " && ".join(parts)
