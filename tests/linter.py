"""What a page must be: valid HTML, unique ids, named controls, real forms, one h1, nothing inline."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

# html5lib knows HTML of some years ago; these are right in today's.
KNOWN = {"non-void-element-with-trailing-solidus", "expected-doctype-but-got-start-tag"}
CONTROLS = {"input", "select", "textarea"}
LONE_ROW = re.compile(r"(?<=>)(\s*<tr\b.*?</tr>\s*)(?=</div>)", re.DOTALL)
INLINE = ("style", "onclick", "onload", "onsubmit", "onchange", "hx-on")


def faults_of(html: str, *, whole: bool) -> list[str]:
    """Return every fault of a page, or of a piece of one when not `whole`."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    source = html if whole else f"<!doctype html><title>piece</title>{as_page(html)}"
    tree = parser.parse(source)
    faults = [f"{place}: {code} {details}" for place, code, details in parser.errors if code not in KNOWN]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    faults += [f"id {id!r} stands {count} times" for id, count in ids(elements).items() if count > 1]
    faults += [fault for element in elements for fault in faults_of_element(element, elements)]
    headings = sum(element.tag == "h1" for element in elements)
    if whole and headings != 1:
        faults.append(f"{headings} h1 headings")
    return faults


def as_page(pieces: str) -> str:
    """Return pieces as they may stand in a page: rows of a table in one of their own."""
    return LONE_ROW.sub(r"<table>\1</table>", pieces.replace("hx-partial", "div"))


def ids(elements: list[Element]) -> Counter[str]:
    return Counter(element.attrib["id"] for element in elements if "id" in element.attrib)


def faults_of_element(element: Element, elements: list[Element]) -> list[str]:
    faults = [
        f"<{element.tag} {name}=…> is inline"
        for name in element.attrib
        if name in INLINE or name.startswith(("on", "hx-on"))
    ]
    if element.tag == "script" and not element.attrib.get("src"):
        faults.append("a script without src")
    if element.tag == "style":
        faults.append("a style element")
    if element.tag == "form" and not (element.attrib.get("action") and element.attrib.get("method")):
        faults.append(f"a form without action and method: {element.attrib}")
    if element.tag in ("a", "button") and not name_of(element):
        faults.append(f"<{element.tag} {element.attrib}> has no name")
    if (
        element.tag in CONTROLS
        and element.attrib.get("type") not in ("hidden", "submit")
        and not label_of(element, elements)
    ):
        faults.append(f"<{element.tag} name={element.attrib.get('name')!r}> has no label")
    faults += [
        f"{name} points at {id!r}, which is not here"
        for name in ("for", "aria-describedby", "aria-labelledby", "popovertarget")
        for id in element.attrib.get(name, "").split()
        if not any(e.attrib.get("id") == id for e in elements)
    ]
    return faults


def name_of(element: Element) -> str:
    """Return what a screen reader calls a link or button."""
    if label := element.attrib.get("aria-label"):
        return label
    texts = "".join(element.itertext()).strip()
    inner = next((child.attrib["aria-label"] for child in element.iter() if child.attrib.get("aria-label")), "")
    return texts or inner or element.attrib.get("title", "")


def label_of(control: Element, elements: list[Element]) -> bool:
    if control.attrib.get("aria-label") or control.attrib.get("aria-labelledby"):
        return True
    id = control.attrib.get("id")
    for element in elements:
        if element.tag == "label" and ((id and element.attrib.get("for") == id) or control in element.iter()):
            return True
    return False
