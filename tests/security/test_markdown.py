"""What people write cannot run, style or fetch: only the allow-list is left of it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web import markdown
from app.web.markdown import ATTRIBUTES, SCHEMES, TAGS, render_markdown
from tests.security.payloads import PAYLOADS

OURS = {"rel"}
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
UNSEEN = "".join(map(chr, range(33)))
"""What browsers take off before they read an address."""


def faults_of(html: str) -> list[str]:
    """Return every element, attribute and address that is not on the allow-list."""
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    faults = []
    for element in tree.iter():
        if element is tree:
            continue
        if element.tag not in TAGS:
            faults.append(f"<{element.tag}>")
        faults += [
            f"{element.tag} {name}={value!r}"
            for name, value in element.attrib.items()
            if name not in ATTRIBUTES.get(str(element.tag), set()) | OURS or (name == "href" and not is_harmless(value))
        ]
    return faults


def is_harmless(address: str) -> bool:
    """Say whether a link goes to a page somewhere, or to a person."""
    seen = "".join(letter for letter in address.strip(UNSEEN) if letter not in "\t\r\n").lower()
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", seen)
    return scheme is None or scheme[1] in SCHEMES


def test_there_are_many_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


def test_no_payload_gets_through() -> None:
    for payload in PAYLOADS:
        for text in (payload, f"Hello {payload} there", f"**{payload}**", f"> {payload}", f"- {payload}"):
            assert faults_of(render_markdown(text)) == [], text


@given(st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=20)), max_size=4).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_mix_of_payloads_gets_through(text: str) -> None:
    assert faults_of(render_markdown(text)) == []


def test_the_checker_sees_what_it_must() -> None:
    for html in (
        "<script>x</script>",
        "<p style='x'>",
        "<a href='javascript:x'>",
        "<a href=' JAVAscript:x'>",
        "<p id=x>",
    ):
        assert faults_of(html), html


def test_markup_that_somebody_writes_is_shown_as_they_wrote_it() -> None:
    """Nothing is left to the sanitiser but what Markdown made."""
    written = "<b onclick=x>bold</b> <!-- kept --> <hx-partial>here</hx-partial>"
    shown = html5lib.parseFragment(render_markdown(written), namespaceHTMLElements=False)
    assert "".join(shown.itertext()).strip() == written


def test_the_sanitiser_alone_drops_what_may_not_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = (
        '<p id="task" class="menu" style="x" data-task="WEB-1" hx-get="/x" hx-on:click="x" onclick="x" is="x">text</p>'
        '<a href="https://example.org" target="x" ping="//evil.example" hx-boost>x</a><img src="//evil.example/x.png">'
        "<form action=//evil.example><input name=x><button formaction=x>go</button></form><svg><use href=#x></svg>"
    )
    monkeypatch.setattr(markdown.parser.renderer, "render", lambda *_: hostile)
    left = render_markdown.__wrapped__("x")
    assert left.startswith("<p>text</p><a href=")
    assert faults_of(left) == []


def test_what_people_write_stands_where_htmx_does_not_look() -> None:
    """The one rendered text that stands elsewhere is in mails, which have no scripts."""
    for path in TEMPLATES.rglob("*.html"):
        places = re.findall(r"(<[^<>]*>)?\{\{[^{}]*\|\s*markdown\b", path.read_text())
        if path.parent.name != "mail":
            assert all(" hx-ignore" in place for place in places), path


def test_links_do_not_tell_where_they_were_found() -> None:
    html = render_markdown("[Primo](https://example.org) and https://example.org")
    assert html.count('rel="noopener noreferrer nofollow"') == 2


def test_markdown_is_still_markdown() -> None:
    html = render_markdown("# Plan\n\n**bold** *soft* ~~gone~~ `code`\n\n- [x] done\n- [ ] open\n\n| a |\n|---|\n| b |")
    for piece in (
        "<h3>Plan</h3>",
        "<strong>bold</strong>",
        "<em>soft</em>",
        "<s>gone</s>",
        "☑ done",
        "☐ open",
        "<td>b</td>",
    ):
        assert piece in html


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "_a_*", "> ", "`", "<", "[a](", "- ", "| a ", "&#", "\\", "**a*", "[[]", "(x"]
)
def test_no_text_takes_long(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    started = time.process_time()
    render_markdown(text)
    assert time.process_time() - started < 4, unit
