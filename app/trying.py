"""The application for `flask words`, which reads and keeps nothing: it needs no database and no settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from flask import Flask

from app.words.commands import words

WITH_A_VALUE = ("--app", "-A", "--env-file", "-e")
"""Options of `flask` that take the next argument."""


def asks_for_words(arguments: Sequence[str]) -> bool:
    """Say whether this process is `flask words`, with or without options before the command."""
    program, *rest = arguments or ("",)
    if PurePath(program).stem != "flask" and not program.endswith(("flask/__main__.py", "flask\\__main__.py")):
        return False
    told = (
        one
        for place, one in enumerate(rest)
        if not one.startswith("-") and (place == 0 or rest[place - 1] not in WITH_A_VALUE)
    )
    return next(told, "") == "words"


def app_of_words() -> Flask:
    """Return an application that has this command alone."""
    app = Flask("app", static_folder=None)
    app.cli.add_command(words)
    return app
