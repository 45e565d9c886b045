"""What the domain raises when it cannot do what was asked; nothing here knows of HTTP."""

from __future__ import annotations

from typing import Any

from app.translation.speaking import _


class DomainError(Exception):
    """A refusal with a sentence people can act on."""

    message = "That did not work."

    def __init__(self, message: str | None = None) -> None:
        self.message = _(message or self.message)
        super().__init__(self.message)


class NotFound(DomainError):
    """There is no such thing, or the one who asks may not know of it."""

    message = "This page is not here."


class Forbidden(DomainError):
    """The one who asks may see it but not do this."""

    message = "Your role does not allow this. Ask an owner or admin of the workspace."


class Invalid(DomainError):
    """Some fields cannot be taken; `errors` maps each field to its sentences."""

    message = "Some fields need another look."

    def __init__(self, errors: dict[str, list[str]] | None = None, message: str | None = None) -> None:
        super().__init__(message or (next(iter(errors.values()))[0] if errors else None))
        self.errors = {name: [_(sentence) for sentence in sentences] for name, sentences in (errors or {}).items()}


class Conflict(DomainError):
    """Someone else changed the same thing first; `fields` maps each to (mine, theirs, who)."""

    message = "Someone changed this while you were writing."

    def __init__(self, message: str | None = None, fields: dict[str, Any] | None = None, subject: Any = None) -> None:
        super().__init__(message)
        self.fields = fields or {}
        self.subject = subject


class NeedsConfirmation(DomainError):
    """The deed has a consequence that must be chosen first."""


class TooMany(DomainError):
    """This was tried too often; it is open again after a while."""

    message = "That was too often. Wait a few minutes and try again."
