"""What Schemathesis reads: every route of the application in the words of OpenAPI, made from the routes themselves."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import Flask

from tests.rules.routes import EXAMPLES, methods_of, rules_of
from tests.security.generated import NAMES

ANY_TEXT = {"type": "string", "maxLength": 300}
FIELDS = dict.fromkeys(sorted(set(NAMES)), ANY_TEXT)
ASKED = ("q", "filter", "group", "cursor", "next")
BODY = {"type": "object", "properties": FIELDS, "maxProperties": 8}


def schema_of(app: Flask, without: Collection[str]) -> dict[str, Any]:
    """Return the document; paths that hold one of the words are left out."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in rules_of(app):
        if any(word in rule.rule for word in without):
            continue
        path = "".join(f"{{{data}}}" if is_argument else data for is_argument, data in rule._trace).lstrip("|")
        for method in methods_of(rule):
            paths.setdefault(path, {})[method.lower()] = operation(path, rule.arguments, method)
    return {"openapi": "3.0.3", "info": {"title": "Primo", "version": "1"}, "paths": paths}


def operation(path: str, arguments: Collection[str], method: str) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": examples(name)} for name in sorted(arguments)
    ]
    parameters += [{"name": name, "in": "query", "schema": ANY_TEXT} for name in ASKED]
    made: dict[str, Any] = {"parameters": parameters, "responses": {"default": {"description": "any"}}}
    if method != "GET":
        kind = "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"
        made["requestBody"] = {"content": {kind: {"schema": BODY}}}
    return made


def examples(name: str) -> dict[str, Any]:
    """Return what an argument of a path may be: what is there, or, where nothing is known, anything."""
    return {"enum": [str(EXAMPLES[name])]} if name in EXAMPLES else ANY_TEXT
