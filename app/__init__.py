"""Primo, a task manager for people and small teams. `create_app` builds the application."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings, by default those of the environment."""
    from app.trying import app_of_words, asks_for_words  # the supervisor imports this package and must stay light

    if settings is None and asks_for_words(sys.argv):
        return app_of_words()
    from app.factory import build

    return build(settings)
