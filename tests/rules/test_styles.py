"""Style sheets know start and end, and neither left nor right; what moves can be asked not to."""

from __future__ import annotations

import re

from tests.rules.tree import ROOT, ours

PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|scroll-(?:margin|padding))-(?:left|right)|left|right)\s*:"
    r"|(?:text-align|float|clear|justify-(?:content|items|self)|background-position|transform-origin)\s*:[^;]*\b(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
# A shadow has no start: what stands at an edge is turned by --dir.
SIDED_SHADOW = re.compile(r"inset\s+-?\d[\w.]*\s+0\b(?!\s+0)")
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-width)\s*:\s*([^\s;]+)" + r"\s+([^\s;]+)" * 3 + r"\s*;")

# With either of these each change of the page has the style of all its elements worked out again.
EVERY_ELEMENT = re.compile(r"\b(?:body|html|:root)[^{};,]*:has\(|\] \*")
WITHOUT_SCRIPT = re.compile(r"@media \(scripting: none\) {.*?\n\s*}\n\s*}", re.DOTALL)


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


def test_no_rule_hangs_the_style_of_every_element_on_one_change() -> None:
    for path, text in sheets().items():
        assert not (found := EVERY_ELEMENT.search(WITHOUT_SCRIPT.sub("", text))), f"{path}: {found[0]}"


def test_pages_fade_into_each_other_only_where_motion_is_welcome() -> None:
    base = sheets()["static/css/base.css"]
    assert re.search(r"no-preference\)\s*{\s*@view-transition", base)
    assert sum(text.count("@view-transition") for text in sheets().values()) == 1
