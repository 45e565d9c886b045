"""The texts of the scripts: `_("…")` and ``_(`…${value}…`)``, replaced where a script is bundled for a language.

Like templates, scripts cost the same in every language: the mark is gone from what browsers get.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

MARKED = re.compile(r"""(?<![\w$.])_\(("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)\)""")
VALUE = re.compile(r"\$\{([^{}]*)\}")
HOLE = re.compile(r"\{(\d)\}")


def texts_in(script: str) -> Iterator[str]:
    """Yield the texts that are marked, their values as `{0}`, `{1}`."""
    for found in MARKED.finditer(script):
        yield read(found[1])[0]


def spoken(script: str, say: Callable[[str], str]) -> str:
    """Return the script with its texts as `say` says them, and without the marks."""

    def replace(found: re.Match[str]) -> str:
        text, values = read(found[1])
        said = say(text)
        return found[1] if said == text else write(said, values)

    return MARKED.sub(replace, script)


def read(literal: str) -> tuple[str, list[str]]:
    """Return the text of a literal and the values in it."""
    if literal[0] == "`":
        values = VALUE.findall(literal)
        numbers = iter(range(len(values)))
        return VALUE.sub(lambda _found: f"{{{next(numbers)}}}", literal[1:-1]), values
    text = literal[1:-1] if literal[0] == '"' else literal[1:-1].replace('"', '\\"')
    return str(json.loads(f'"{text}"')), []


def write(text: str, values: list[str]) -> str:
    """Return a literal; only the values that the text had may stand in it."""
    if not values:
        return json.dumps(text, ensure_ascii=False)
    plain = text.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
    filled = HOLE.sub(lambda found: f"${{{values[int(found[1])]}}}" if int(found[1]) < len(values) else found[0], plain)
    return f"`{filled}`"
