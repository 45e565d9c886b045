"""What is never read for meaning: quoted words, code, addresses; and where the description begins."""

from __future__ import annotations

from collections.abc import Iterator

QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "`": "`"}

Span = tuple[int, int]


def full_quote(text: str) -> str | None:
    """Return what stands between the quotes that the whole line is in, or None."""
    line = text.strip()
    if len(line) < 3 or line[0] not in '"“„«':
        return None
    inner, last = line[1:-1], QUOTES[line[0]]
    closes = line[-1] == last or (line[0] == "„" and line[-1] in "”“")
    return inner.strip() or None if closes and last not in inner and line[0] not in inner else None


def description_start(text: str, protected: list[Span]) -> int:
    """Return where the first `//` behind white space stands, outside quotes; the length of the text if nowhere."""
    at = text.find("//")
    spans = iter(protected)
    span = next(spans, None)
    while at != -1:
        while span and span[1] <= at:
            span = next(spans, None)
        if at > 0 and text[at - 1].isspace() and not (span and span[0] <= at) and text[:at].strip():
            return at
        at = text.find("//", at + 2)
    return len(text)


def protected_spans(text: str) -> list[Span]:
    """Return the spans of quotes, code and addresses, in order."""
    quoted = list(quotes(text))
    return sorted([*quoted, *addresses(text)])


def quotes(text: str) -> Iterator[Span]:
    at = 0
    gone: set[str] = set()  # closing signs that do not come again
    while at < len(text):
        last = QUOTES.get(text[at])
        if last and last not in gone and (at == 0 or text[at - 1].isspace() or text[at - 1] in "(["):
            end = text.find(last, at + 1)
            if end == -1:
                gone.add(last)
            elif end > at + 1:
                yield at, end + 1
                at = end
        at += 1


def addresses(text: str) -> Iterator[Span]:
    """Yield web and mail addresses and paths: whole runs without white space."""
    at = 0
    for run in text.split():
        at = text.index(run, at)
        if is_address(run):
            yield at, at + len(run)
        at += len(run)


def is_address(run: str) -> bool:
    if "://" in run or run.lower().startswith(("www.", "mailto:")):
        return True
    name, sign, host = run.partition("@")
    return bool(sign and name and name[-1].isalnum() and "." in host and not run.startswith("+"))
