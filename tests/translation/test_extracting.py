"""Who translates is given every sentence once, with its values and its forms, and keeps what is translated already."""

from __future__ import annotations

import ast
from pathlib import Path

from flask import Flask

from app.translation.code import texts_of

OLD = 'msgid "Sign out"\nmsgstr "Raus"\n\nmsgid "No longer here"\nmsgstr "Weg"\n'
CODE = {
    'raise Invalid({"title": ["Write a title."]})': [("Write a title.", "")],
    'kinds = {"task": later("took it off")}': [("took it off", "")],
    'counted("{number} day late", "{number} days late", days)': [("{number} day late", "{number} days late")],
    'count(3, "task")': [("{number} task", "{number} tasks")],
    'owner: Mapped["Membership"] = relationship("Membership")': [],
    'headers["Content type"], given.get("Due date", "No date")': [("No date", "")],
    'def told() -> str:\n    """Say so in words."""': [],
    "f\"{name} is here, {_('and there')}\"": [("and there", "")],
}


def test_a_file_is_brought_up_to_date(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "de.po"
    file.write_text(OLD)
    told = app.test_cli_runner().invoke(args=["sentences", str(file)]).output
    written = file.read_text()
    assert "to translate." in told
    assert written.count('msgid "Sign out"\nmsgstr "Raus"\n') == 1
    assert "No longer here" not in written
    for one in ("Sign in with {name}", "Use at most {most} characters.", "Write a title.", "Link copied."):
        assert f'msgid "{one}"\nmsgstr ""\n' in written
    assert 'msgid "{number} day late"\nmsgid_plural "{number} days late"\nmsgstr[0] ""\n' in written


def test_texts_are_found_in_code() -> None:
    for source, texts in CODE.items():
        assert list(texts_of(ast.parse(source))) == texts, source
