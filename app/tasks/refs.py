"""`PRI-42`: how people name a task, in URLs and in talk."""

from __future__ import annotations

import re
from typing import NamedTuple

from werkzeug.routing import BaseConverter, ValidationError

REF = re.compile(r"^([A-Za-z]{2,6})-([0-9]{1,9})$")


class TaskRef(NamedTuple):
    key: str
    number: int

    def __str__(self) -> str:
        return f"{self.key}-{self.number}"


def read_ref(text: str) -> TaskRef | None:
    match = REF.match(text)
    return TaskRef(match[1].upper(), int(match[2])) if match and int(match[2]) < 2**31 else None


class RefConverter(BaseConverter):
    """Takes `PRI-42` out of a path as a TaskRef; anything else is no such page."""

    regex = "[A-Za-z]{2,6}-[0-9]{1,9}"

    def to_python(self, value: str) -> TaskRef:
        ref = read_ref(value)
        if ref is None:
            raise ValidationError
        return ref

    def to_url(self, value: TaskRef | str) -> str:
        return str(value)
