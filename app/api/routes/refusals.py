"""Two people changed the same field: both values, so that a client can show them and send its choice."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from app.api.routes import bp
from app.errors import Conflict, NeedsConfirmation
from app.extensions import db
from app.tasks.dates import Due
from app.tasks.fields import PRIORITIES
from app.web.errors import answer


@bp.errorhandler(Conflict)
def answer_conflict(conflict: Conflict) -> Response:
    """Answer 409 with both values of each field, and the version to send once one is chosen."""
    fields = {
        name: {
            "yours": value_document(name, sides["mine"]),
            "theirs": value_document(name, sides["theirs"]),
            "by": sides["by"].name if sides["by"] else None,
        }
        for name, sides in conflict.fields.items()
    }
    version = getattr(conflict.subject, "version", None)
    db.session.rollback()
    sentences = {name: ["Somebody changed this first. Send your choice with the new version."] for name in fields}
    body = {"success": False, "message": conflict.message, "errors": sentences}
    response = jsonify(body | {"conflicts": fields, "version": version})
    response.status_code = 409
    return response


@bp.errorhandler(NeedsConfirmation)
def answer_question(question: NeedsConfirmation) -> Response:
    """Answer 409 and name the field that answers the question."""
    db.session.rollback()
    return answer(
        409, question.message, {"with_subtasks": ["Send true to complete them too, false to leave them open."]}
    )


def value_document(name: str, value: Any) -> Any:
    """Return a field's clean value as a body would say it."""
    if isinstance(value, Due):
        return value.as_json()
    if name == "priority":
        return PRIORITIES[value]
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if value is None or isinstance(value, str | int) else str(value)
