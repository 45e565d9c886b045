"""Many changes of tasks in one call."""

from __future__ import annotations

from flask import Response, g, jsonify

from app.api.batch import run_operations
from app.api.bodies import Batch
from app.api.reading import read_body
from app.api.routes import bp
from app.database import utcnow
from app.extensions import db


@bp.post("/tasks/batch")
def change_tasks() -> Response:
    """Run the operations in order; `success` says whether all of them worked."""
    results = run_operations(g.viewer, read_body(Batch).operations, at=utcnow())
    db.session.commit()
    failed = sum(not result["success"] for result in results)
    data = {"results": results, "succeeded": len(results) - failed, "failed": failed}
    return jsonify(success=not failed, data=data)
