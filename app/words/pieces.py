"""The text cut into what was understood and what stays the title; together the pieces are the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.words.reading import Piece

SEPARATORS = ",;:–—-"
TIGHT = ",.;:!?)]}…"
BRACKETS = {"(": ")", "[": "]", "{": "}"}


def cut(text: str, understood: Sequence[Piece]) -> list[Piece]:
    """Return all pieces of the text, given the understood ones in order."""
    understood = list(with_separators(text, in_brackets(text, understood)))
    pieces: list[Piece] = []
    at = 0
    for piece in understood:
        if piece.start > at:
            pieces.append(Piece(at, piece.start))
        pieces.append(piece)
        at = piece.end
    if at < len(text):
        pieces.append(Piece(at, len(text)))
    return pieces


def in_brackets(text: str, understood: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, those that are alone in brackets with their brackets."""
    pieces = list(understood)
    begin = 0
    for index, piece in enumerate(understood):
        if index and text[understood[index - 1].end : piece.start].strip(" ,;"):
            begin = index
        first = pieces[begin].start
        if first and BRACKETS.get(text[first - 1]) == text[piece.end : piece.end + 1]:
            for inner in range(begin + 1, index + 1):
                pieces[inner] = replace(pieces[inner], start=pieces[inner - 1].end)
            pieces[index] = replace(pieces[index], end=piece.end + 1)
            pieces[begin] = replace(pieces[begin], start=first - 1)
    return pieces


def with_separators(text: str, understood: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with the commas and dashes that join no words any more: between two, or at either end."""
    ends = [0, *(piece.end for piece in understood)]
    starts = [*(piece.start for piece in understood), len(text)]
    last_words = max((i for i in range(len(starts)) if text[ends[i] : starts[i]].strip(" .")), default=0)
    taken = 0
    for index, piece in enumerate(understood):
        before, after = text[max(taken, ends[index]) : piece.start], text[piece.end : starts[index + 1]]
        bare = before.rstrip().rstrip(SEPARATORS)
        loose = before.rstrip()[len(bare) :]
        if loose and (not bare.strip() or (index == last_words and (loose == "," or bare[-1].isspace()))):
            piece = replace(piece, start=piece.start - len(before) + len(bare))
        mark = after.lstrip()[:1]
        if mark and mark in SEPARATORS and after.lstrip()[1:2] in ("", " ") and (not bare.strip() or mark == loose):
            piece = replace(piece, end=piece.end + after.index(mark) + 1)
        taken = piece.end
        yield piece


def title_of(text: str, pieces: Sequence[Piece]) -> str:
    """Return the plain pieces as one line, without the space that an understood word left before a sign."""
    title = ""
    for piece in pieces:
        part = " ".join(text[piece.start : piece.end].split()) if not piece.kind else ""
        if part:
            title += part if not title or (part[0] in TIGHT and part[0] == text[piece.start]) else f" {part}"
    return title
