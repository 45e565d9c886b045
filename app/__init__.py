"""Primo, a task manager for people and small teams. `create_app` builds the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings, by default those of the environment."""
    from app.factory import build  # the supervisor imports this package and must stay light

    return build(settings)
