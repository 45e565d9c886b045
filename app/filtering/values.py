"""What stands behind a field: one of its words, a name, a person or a day."""

from __future__ import annotations

from difflib import get_close_matches

from app.filtering import days
from app.filtering.fields import Field
from app.filtering.tokens import A_NAME, Mistake, Token
from app.filtering.tree import Me, Named, Nothing, Value
from app.translation.speaking import _

LONGEST_NAME = 200


def read_value(field: Field, token: Token, name: str) -> Value:
    """Return the value a token says for this field; raises Mistake. Quotes make `me` and `none` ordinary names."""
    bare = token.text.lower() if token.kind == "bare" else ""
    if field.kind == "word":
        return Named(read_word(field, token, name))
    if bare == "none" and field.can_be_empty:
        return Nothing()
    if bare == "me" and field.kind == "person":
        return Me()
    if field.kind == "day":
        return days.read_days(token.text, token.start + (token.kind == "quoted"))
    if bare == "none":
        reason = _("Every task has a {name}. For one that is called so, put it in quotes.", name=name)
        raise Mistake(token.start, token.end - token.start, reason, expected(field))
    if not token.text.strip() or len(token.text) > LONGEST_NAME:
        raise Mistake(token.start, token.end - token.start, "A name is missing here.", expected(field))
    return Named(token.text)


def read_word(field: Field, token: Token, name: str) -> str:
    word = token.text.lower()
    word = dict(field.also).get(word, word)
    if name == "is" and word == "blocked":
        reason = "Tasks cannot wait for each other yet, so none is blocked."
        raise Mistake(token.start, token.end - token.start, reason, field.words)
    if word not in field.words:
        near = tuple(get_close_matches(word[:40], field.words, n=2))
        raise Mistake(
            token.start,
            token.end - token.start,
            _("“{name}:” does not know “{text}”.", name=name, text=token.text[:40]),
            near or field.words,
        )
    return word


def expected(field: Field) -> tuple[str, ...]:
    """Return examples of what may stand behind a field."""
    empty = ("none",) if field.can_be_empty else ()
    match field.kind:
        case "word":
            return field.words
        case "day":
            return (*days.EXPECTED, *empty)
        case "person":
            return ("me", A_NAME, *empty)
        case _:
            return (A_NAME, *empty)
