"""Who translates is given every sentence once, with its values and its forms."""

from __future__ import annotations

from flask import Flask


def test_sentences_of_templates_and_of_code_are_gathered(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["sentences"]).output
    assert 'msgid "Sign in with {name}"' in told
    assert 'msgid "Use at most {most} characters."' in told
    assert 'msgid "{number} day late"\nmsgid_plural "{number} days late"' in told
    assert 'msgid "Write a title."' in told
    assert told.count('msgid "Sign out"\n') == 1
