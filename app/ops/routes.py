"""Health for platforms and people who look after an instance."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from app.ops.health import health, readiness

bp = Blueprint("ops", __name__)


@bp.get("/health")
@bp.get("/api/health")
def show_health() -> Response:
    return jsonify(health())


@bp.get("/health/ready")
@bp.get("/ready")
def show_ready() -> tuple[Response, int]:
    body, status = readiness()
    return jsonify(body), status
