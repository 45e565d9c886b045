"""Bodies of JSON: one object, not deep, of text that can be stored, with no field we do not know."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

from flask import abort, request
from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import Invalid

DEEPEST = 8
MOST_FAULTS = 20
SENTENCES = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field. Check its spelling, or leave it out.",
    "string_type": "This must be text.",
    "bool_type": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "list_type": "This must be a list.",
}


class Body(BaseModel):
    """What a request may say; a field that is not declared is refused, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


B = TypeVar("B", bound=Body)


def read_body(model: type[B], *, optional: bool = False) -> B:
    """Return the request's JSON as `model`; 400 or 415 if it is no JSON object, else Invalid."""
    if optional and not request.get_data():
        return check(model, {})
    if not request.is_json:
        abort(415, "Send JSON, with the header Content-Type: application/json.")
    value = parse(request.get_data())
    if not isinstance(value, dict):
        abort(400, 'Send a JSON object, such as {"title": "Buy milk"}.')
    return check(model, value)


def parse(body: bytes) -> Any:
    """Return what the JSON says, or answer 400."""
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        abort(400, "This is not JSON in UTF-8. Check the brackets, quotes and commas.")
    refuse_unstorable(value, 1)
    return value


def refuse_constant(_name: str) -> NoReturn:
    raise ValueError


def refuse_unstorable(value: Any, depth: int) -> None:
    """Answer 400 to what is too deep, and to NULs and halves of characters that no database takes."""
    if depth > DEEPEST:
        abort(400, f"This JSON is more than {DEEPEST} levels deep.")
    if isinstance(value, dict):
        for name, item in value.items():
            refuse_unstorable(name, depth)
            refuse_unstorable(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            refuse_unstorable(item, depth + 1)
    elif isinstance(value, str) and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        abort(400, "This contains characters that cannot be stored.")


def check(model: type[B], value: dict[str, Any]) -> B:
    """Return `value` as `model`, or raise Invalid."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise Invalid(faults_of(error)) from None


def faults_of(error: ValidationError) -> dict[str, list[str]]:
    """Return one sentence for each field that cannot be taken."""
    errors: dict[str, list[str]] = {}
    for fault in error.errors(include_url=False, include_context=False, include_input=False)[:MOST_FAULTS]:
        field = str(fault["loc"][0])[:60] if fault["loc"] else "body"
        sentence = SENTENCES.get(fault["type"]) or fault["msg"].removeprefix("Value error, ").rstrip(".") + "."
        errors.setdefault(field, [sentence])
    return errors
