"""Style sheets know start and end, and neither left nor right; what moves can be asked not to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.rules.tree import ROOT, ours

PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|scroll-(?:margin|padding))-(?:left|right)|left|right)\s*:"
    r"|(?:text-align|float|clear|justify-(?:content|items|self)|background-position|transform-origin)\s*:[^;]*\b(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
# A shadow has no start: what stands at an edge is turned by --dir.
SIDED_SHADOW = re.compile(r"inset\s+-?\d[\w.]*\s+0\b(?!\s+0)")
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-width)\s*:\s*([^\s;]+)" + r"\s+([^\s;]+)" * 3 + r"\s*;")

# With any of these each change of the page has the style of all its rows worked out again. A child, a sibling and what
# has an id may be asked for: Chromium looks at few elements for that.
IDS = r"\s*#[\w-]+(?:\s*,\s*#[\w-]+)*\s*\)"
EVERY_ELEMENT = re.compile(
    rf"(?:\b(?:body|html)|:root)[^{{}};,]*:has\((?!{IDS})|\] \*"
    r"|(?:\bmain|[.#](?:app|main|sheet|sheet__body|list|board|table))(?![\w-])"
    rf"[^\s{{}};,>+~]*:has\((?!\s*[>+~]|{IDS})"
)
WITHOUT_SCRIPT = "@media (scripting: none)"


def sheets() -> dict[str, str]:
    return {
        str(path): re.sub(r"/\*.*?\*/", "", (ROOT / path).read_text(), flags=re.DOTALL)
        for path in ours(".css")
        if path.parts[:2] == ("static", "css")
    }


def test_sheets_know_no_left_and_no_right() -> None:
    for path, text in sheets().items():
        assert not (found := PHYSICAL.search(text)), f"{path}: {found[0].strip()}"
        assert not (found := SIDED_SHADOW.search(text)), f"{path}: {found[0]}"
        for sides in FOUR_SIDES.finditer(re.sub(r"\([^)]*\)", "()", text)):
            assert sides[2] == sides[4], f"{path}: {sides[0]}"


def selectors(text: str) -> Iterator[str]:
    """Yield the selector of each rule for pages with scripts; in a nested one `&` is what it stands for."""
    open_ones: list[str] = []
    for before, sign in re.findall(r"([^{};]*)([{};])", text):
        if sign == "{":
            around = next((one for one in reversed(open_ones) if not one.startswith("@")), "")
            open_ones.append(before.strip().replace("&", around))
            if WITHOUT_SCRIPT not in open_ones:
                yield open_ones[-1]
        elif sign == "}":
            open_ones.pop()


def test_no_rule_hangs_the_style_of_every_element_on_one_change() -> None:
    for path, text in sheets().items():
        for selector in selectors(text):
            assert not EVERY_ELEMENT.search(selector), f"{path}: {selector}"


def test_such_a_rule_is_found_also_where_it_is_nested() -> None:
    costly = "@layer parts { .app:has(.panel__foot) ~ .toasts { } .sheet { @media print { &:has(.x) li { } } } }"
    cheap = ".app:has(> .panel) { } .board__column:has(.x) { } :root:not(:has(#list, #table)) .all { }"
    assert [bool(EVERY_ELEMENT.search(one)) for one in selectors(costly)] == [False, True, False, False, True]
    assert not any(EVERY_ELEMENT.search(one) for one in selectors(cheap))


def test_pages_fade_into_each_other_only_where_motion_is_welcome() -> None:
    base = sheets()["static/css/base.css"]
    assert re.search(r"no-preference\)\s*{\s*@view-transition", base)
    assert sum(text.count("@view-transition") for text in sheets().values()) == 1
