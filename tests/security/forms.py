"""The forms that our own pages show, as a browser would send them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib

UNSENT = ("submit", "button", "image", "reset", "file")
CHOSEN = ("checkbox", "radio")


class Form(NamedTuple):
    method: str
    path: str
    fields: dict[str, str]


def forms_of(html: str, own: str) -> Iterator[Form]:
    """Yield each form of a page and what stands in its fields; without an action it goes to `own`, the page itself."""
    for form in html5lib.parse(html, namespaceHTMLElements=False).iter("form"):
        fields = {name: value for one in form.iter() if (name := one.get("name")) for value in values_of(one)}
        yield Form(form.get("method", "get").upper(), (form.get("action") or own).partition("#")[0], fields)


def values_of(field: Element) -> list[str]:
    """Return what a field would send, chosen or not; buttons and files send nothing."""
    match field.tag:
        case "textarea":
            return [field.text or ""]
        case "select":
            options = list(field.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            return [one.get("value", one.text or "") for one in chosen]
        case "input" if field.get("type") not in UNSENT:
            return [field.get("value", "on" if field.get("type") in CHOSEN else "")]
        case "button":
            return [field.get("value", "")]
    return []
