"""Every refusal of the domain, answered as JSON."""

from __future__ import annotations

from flask import Response, jsonify

from app.api.refusals import refusal
from app.api.routes import bp
from app.errors import DomainError
from app.extensions import db


@bp.errorhandler(DomainError)
def answer_refusal(error: DomainError) -> Response:
    body, status = refusal(error)
    db.session.rollback()
    response = jsonify(body)
    response.status_code = status
    return response
