"""The list for clients that count pages: at most 10,000 tasks deep, which is why this one may use OFFSET."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from app.api.documents import SELECT, read_documents
from app.api.query import Query
from app.extensions import db, driver
from app.filtering.asking import statuses_of
from app.projects.visibility import seen
from app.tasks.conditions import base_parameters, conditions
from app.tasks.cursors import ORDERS
from app.tasks.old_addresses import STATUS_SETS
from app.web.clock import now
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer

COUNTED = text(f"""
select coalesce(sum(case when :open then open_count else 0 end + case when :closed then closed_count else 0 end), 0)
  from projects p
 where p.workspace_id = :workspace and p.trashed_at is null and {seen(me=":me", workspace=":workspace")}
   and (p.id = cast(:project as uuid) or (cast(:project as uuid) is null and p.archived_at is null))""")  # noqa: S608 - ours


def list_page(viewer: Viewer, query: Query) -> dict[str, Any]:
    """Return the tasks of one page, subtasks beside their parents, with `{page, limit, total, pages}`."""
    parameters = base_parameters(viewer, now())
    search, where = conditions(viewer, query.filters, project_id=query.project_id, parameters=parameters)
    matching = " and ".join(where)
    total = count_tasks(viewer, query, search, matching, parameters)
    order = ORDERS[query.filters.sort].sql()
    rows = f"{search}{SELECT} where {matching} order by {order} limit %(limit)s offset %(offset)s"
    place = {"limit": query.limit, "offset": (query.page - 1) * query.limit}
    documents = read_documents(rows, parameters | place, read_directory(viewer))
    pages = -(-total // query.limit)
    pagination = {"page": query.page, "limit": query.limit, "total": total, "pages": pages}
    return {"data": [document for _, document in documents], "pagination": pagination}


def count_tasks(viewer: Viewer, query: Query, search: str, matching: str, parameters: dict[str, Any]) -> int:
    """Return how many match: from the projects' counters where only open or closed is asked, else counted."""
    statuses = set(query.filters.effective_statuses)
    sets = {name for name in ("open", "closed") if statuses >= set(STATUS_SETS[name])}
    is_plain = statuses == {status for name in sets for status in STATUS_SETS[name]}
    if is_plain and not query.filters.mistaken and statuses_of(query.filters.tree) is not None:
        asked = {"workspace": viewer.workspace_id, "me": viewer.member_id, "project": query.project_id}
        found = db.session.execute(COUNTED, asked | {name: name in sets for name in ("open", "closed")}).fetchone()
    else:
        counting = f"{search}select count(*) from tasks t join projects p on p.id = t.project_id where {matching}"  # noqa: S608
        found = driver().execute(counting, parameters).fetchone()
    assert found is not None
    return int(found[0])
