"""What a refusal says in JSON, alone or as one item of a batch."""

from __future__ import annotations

from typing import Any

from app.dates import Due
from app.errors import Conflict, DomainError, Forbidden, Invalid, NeedsConfirmation, NotFound
from app.tasks.fields import PRIORITIES

STATUSES: dict[type[DomainError], int] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    NeedsConfirmation: 409,
    Invalid: 422,
}


def refusal(error: DomainError) -> tuple[dict[str, Any], int]:
    """Return `{success, message, errors}`, with both values where two people wrote, and the status."""
    body: dict[str, Any] = {"success": False, "message": error.message, "errors": {}}
    if isinstance(error, NotFound):
        body["message"] = "There is nothing here, or it is not yours to see."
    elif isinstance(error, Invalid):
        body["errors"] = error.errors
    elif isinstance(error, NeedsConfirmation):
        body["errors"] = {"with_subtasks": ["Send true to complete them too, false to leave them open."]}
    elif isinstance(error, Conflict):
        body |= conflict_parts(error)
    return body, STATUSES[type(error)]


def conflict_parts(conflict: Conflict) -> dict[str, Any]:
    """Return both values of each field, and the version to send once one is chosen."""
    sides = {
        name: {
            "yours": value_document(name, side["mine"]),
            "theirs": value_document(name, side["theirs"]),
            "by": side["by"].name if side["by"] else None,
        }
        for name, side in conflict.fields.items()
    }
    return {
        "errors": {name: ["Somebody changed this first. Send your choice with the new version."] for name in sides},
        "conflicts": sides,
        "version": getattr(conflict.subject, "version", None),
    }


def value_document(name: str, value: Any) -> Any:
    """Return a field's clean value as a body would say it."""
    if isinstance(value, Due):
        return value.as_json()
    if name == "priority":
        return PRIORITIES[value]
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if value is None or isinstance(value, str | int) else str(value)
