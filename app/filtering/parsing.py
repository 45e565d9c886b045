"""Text to tree: words search, field:value asks, comma is any of, minus is not, `or` and brackets as one expects."""

from __future__ import annotations

from difflib import get_close_matches

from app.filtering import tokens
from app.filtering.fields import FIELDS, OTHER_NAMES, SETTINGS, Field
from app.filtering.tokens import Mistake, Token, is_field, tokenize
from app.filtering.tree import And, Condition, Node, Not, Or, Query, Text
from app.filtering.values import expected, read_value
from app.translation.speaking import _

LONGEST = 2_000
DEEPEST = 40
MOST = 60
A_CONDITION = (tokens.A_WORD, tokens.A_CONDITION, "(")


def parse(text: str) -> Query:
    """Read a filter; raises Mistake with its place and what was expected there."""
    if len(text) > LONGEST:
        raise Mistake(
            LONGEST,
            len(text) - LONGEST,
            _("Use at most {most:,} characters; this has {number:,}.", most=LONGEST, number=len(text)),
        )
    return Parser(tokenize(text)).query()


class Parser:
    """Recursive descent over the tokens; each is looked at once."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at, self.depth, self.asked = tokens, 0, 0, 0
        self.settings: dict[str, str] = {}

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def query(self) -> Query:
        tree = self.any_of(top=True)
        if self.token.kind != "end":
            raise self.mistake(self.token, "Nothing is open that this could close." if self.token.text == ")" else None)
        return Query(tree, self.settings.get("sort"), self.settings.get("group"))

    def any_of(self, *, top: bool = False) -> Node | None:
        """Read conditions joined by `or`."""
        first = self.all_of(top=top)
        parts = [first]
        while is_or(self.token):
            word = self.take()
            parts.append(self.all_of(top=top))
            if parts[0] is None or parts[-1] is None:
                raise self.mistake(self.token if parts[-1] is None else word, "“or” needs a condition on both sides.")
        known = tuple(part for part in parts if part is not None)
        return Or(known) if len(known) > 1 else first

    def all_of(self, *, top: bool) -> Node | None:
        """Read conditions that stand side by side; settings among them count for the whole query."""
        parts: list[Node] = []
        while self.token.kind != "end" and self.token.text != ")" and not is_or(self.token):
            if parts and (self.is_and() or (isinstance(parts[-1], Text) and self.token.text == ",")):
                self.take()  # side by side is `and` already, and between words that are searched a comma says nothing
            elif is_setting(self.token):
                self.setting(top=top)
            else:
                parts.append(self.one())
        return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def is_and(self) -> bool:
        """Say whether this is `and` with something to join behind it."""
        behind = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return is_bare(self.token, "and") and behind.kind != "end" and behind.text != ")" and not is_or(behind)

    def one(self) -> Node:
        """Read one condition, perhaps negated or in brackets."""
        token = self.take()
        self.depth += 1
        if self.depth > DEEPEST:
            raise Mistake(token.start, 1, _("Brackets and minus signs can be {deepest} deep.", deepest=DEEPEST))
        node = self.inner(token)
        self.depth -= 1
        return node

    def inner(self, token: Token) -> Node:
        if token.kind == "quoted" or (token.kind == "bare" and token.text != ","):
            self.count(token, len(token.text.split()))
            return Text(token.text)
        if token.text == "-":
            return self.negated()
        if token.text == "(":
            return self.bracketed(token)
        if is_field(token):
            return self.condition(token)
        raise self.mistake(token)

    def negated(self) -> Node:
        if self.token.kind == "end" or self.token.text == ")" or is_or(self.token):
            raise self.mistake(self.token, "“-” needs a condition behind it.")
        if is_setting(self.token):
            raise self.mistake(self.token, _("“{text}” cannot be turned round by “-”.", text=self.token.text))
        return Not(self.one())

    def bracketed(self, bracket: Token) -> Node:
        node = self.any_of()
        if self.token.text != ")" or self.token.kind != "sign":
            raise Mistake(bracket.start, 1, "This bracket is not closed.", (")",))
        closing = self.take()
        if node is None:
            raise Mistake(bracket.start, closing.end - bracket.start, "Nothing is between these brackets.", A_CONDITION)
        return node

    def condition(self, token: Token) -> Condition:
        name = token.text[:-1].lower()
        name = OTHER_NAMES.get(name, name)
        field = FIELDS.get(name)
        if field is None:
            raise unknown_field(token, name)
        values = [read_value(field, self.value(token, field), name)]
        while self.token.text == "," and self.token.kind == "sign" and not self.token.spaced:
            comma = self.take()
            values.append(read_value(field, self.value(comma, field), name))
        return Condition(name, tuple(dict.fromkeys(values)))

    def value(self, before: Token, field: Field) -> Token:
        """Take the value directly behind a field or a comma."""
        token = self.token
        if token.spaced or token.kind not in ("bare", "quoted"):
            raise Mistake(before.end, 1, _("A value is missing behind “{text}”.", text=before.text), expected(field))
        self.count(token, 1)
        return self.take()

    def count(self, token: Token, more: int) -> None:
        """Count what must be looked for: a filter is asked of every task."""
        self.asked += more
        if self.asked > MOST:
            reason = _("Use at most {most} words and values in one filter.", most=MOST)
            raise Mistake(token.start, token.end - token.start, reason)

    def setting(self, *, top: bool) -> None:
        token = self.take()
        name = token.text[:-1].lower()
        if not top:
            raise Mistake(token.start, len(token.text), _("“{text}” stands outside brackets.", text=token.text))
        if name in self.settings:
            raise Mistake(token.start, len(token.text), _("“{text}” can be said once.", text=token.text))
        value = self.token
        if value.spaced or value.kind not in ("bare", "quoted") or value.text.lower() not in SETTINGS[name]:
            length = 1 if value.spaced else max(len(value.text), 1)
            raise Mistake(
                token.end, length, _("One of these is missing behind “{text}”.", text=token.text), SETTINGS[name]
            )
        self.settings[name] = self.take().text.lower()

    def mistake(self, token: Token, reason: str | None = None) -> Mistake:
        what = _("“{text}” does not fit here.", text=token.text) if token.text else "Something is missing here."
        return Mistake(token.start, max(token.end - token.start, 1), reason or what, A_CONDITION)


def is_or(token: Token) -> bool:
    return is_bare(token, "or")


def is_bare(token: Token, word: str) -> bool:
    return token.kind == "bare" and token.text.lower() == word


def is_setting(token: Token) -> bool:
    return is_field(token) and token.text[:-1].lower() in SETTINGS


def unknown_field(token: Token, name: str) -> Mistake:
    """Return the mistake with the names that look like this one, or all of them."""
    known = (*FIELDS, *SETTINGS)
    near = tuple(get_close_matches(name, known, n=3))
    reason = _("“{name}” is not a field. To search for it, put it in quotes.", name=name)
    return Mistake(token.start, len(token.text), reason, near or known)
