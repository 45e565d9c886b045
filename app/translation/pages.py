"""Templates in another language: their sentences are replaced when they are compiled, so that showing costs the same.

A sentence is the text between two elements, with the values and the inline elements in it; an attribute people read or
hear; a string in an expression that reads like a text; and `_("…")`, for those that do not.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer

from app.translation.catalogues import SOURCE, catalogue
from app.translation.expressions import Expressions
from app.translation.runs import ATTRIBUTES, Item, Say, Tag, translate_run
from app.translation.scanning import Scanner
from app.translation.speaking import language


def translate_page(tree: nodes.Template, say: Say) -> nodes.Template:
    """Return the template with its sentences as `say` says them."""
    Page(say).visit(tree)
    return tree


class Page(NodeTransformer):
    """Walks a template in the order in which it is written."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.scanner = Scanner()
        self.expressions = Expressions(say)

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if isinstance(node, nodes.Expr | nodes.Keyword):
            return self.expressions.visit(node)  # type: ignore[no-any-return]
        return super().generic_visit(node, *args, **kwargs)

    def visit_Const(self, node: nodes.Const) -> nodes.Node:  # noqa: N802 - as the visitor calls it
        return self.expressions.visit(node)  # type: ignore[no-any-return]

    def visit_If(self, node: nodes.If) -> nodes.If:  # noqa: N802
        """Visit each branch from where the first began."""
        before = self.scanner.place
        node.body = [self.visit(one) for one in node.body]
        after = self.scanner.place
        for other in node.elif_:
            self.scanner.place = before
            self.visit(other)
        if node.else_:
            self.scanner.place = before
            node.else_ = [self.visit(one) for one in node.else_]
        self.scanner.place = after
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802
        """Visit what is written elsewhere than where it stands."""
        before, self.scanner.place = self.scanner.place, Scanner().place
        super().generic_visit(node)
        self.scanner.place = before
        return node

    def visit_Block(self, node: nodes.Block) -> nodes.Block:  # noqa: N802
        before = self.scanner.place
        super().generic_visit(node)
        self.scanner.place = before
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802
        written: list[nodes.Expr] = []
        run: list[Item] = []
        for item in self.items(node):
            if isinstance(item, Tag) and not item.is_inline:
                written += [*translate_run(run, self.say), *item.parts]
                run = []
            else:
                run.append(item)
        node.nodes = written + translate_run(run, self.say)
        return node

    def items(self, node: nodes.Output) -> list[Item]:
        """Return the text, the values and the elements that are written here; an element may have begun before."""
        found: list[Item] = []
        tag: Tag | None = None if self.scanner.mode == "text" else Tag("", is_end=False)
        spoken: list[Item] = []
        for kind, one, name in self.pieces(node):
            if kind == "spoken":
                spoken.append(one)
                continue
            if tag is not None:
                tag.parts += translate_run(spoken, self.say, in_quotes=True)
                spoken = []
            if kind in ("begin", "end"):
                tag = Tag(name, is_end=kind == "end")
            if kind == "text":
                found.append(one)
                continue
            tag = tag or Tag("", is_end=False)
            tag.parts.append(one)
            if kind == "whole":
                tag.is_whole = bool(tag.name)
                found.append(tag)
                tag = None
        if tag is not None:
            tag.parts += translate_run(spoken, self.say, in_quotes=True)
            found.append(tag)
        return found

    def pieces(self, node: nodes.Output) -> list[tuple[str, nodes.Expr, str]]:
        """Return the pieces with their kinds; a macro or block may begin in the middle of an element."""
        found: list[tuple[str, nodes.Expr, str]] = []
        first = node.nodes[0]
        if self.scanner.mode == "text" and isinstance(first, nodes.TemplateData) and ATTRIBUTES.match(first.data):
            self.scanner.mode = "element"
        for one in node.nodes:
            if not isinstance(one, nodes.TemplateData):
                kind = self.scanner.kind
                shown = one if kind == "markup" else self.expressions.shown(one)
                found.append((kind, shown, ""))
                continue
            line = one.lineno
            for piece in self.scanner.read(one.data):
                found.append((piece.kind, nodes.TemplateData(piece.source, lineno=line), piece.name))
                line += piece.source.count("\n")
        return found


class Pages(Environment):
    """Flask's environment, with one beside it for each language that is spoken."""

    language = SOURCE

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        beside = self.spoken()
        return beside.get_template(name, parent, globals) if beside else super().get_template(name, parent, globals)

    def get_or_select_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        beside = self.spoken()
        take = beside.get_or_select_template if beside else super().get_or_select_template
        return take(name, parent, globals)

    def spoken(self) -> Pages | None:
        """Return the environment of the language that is spoken, where this is another."""
        wanted = language()
        if wanted == self.language or self.overlayed:
            return None
        found: Pages | None = self.others.get(wanted)
        if found is None:
            found = self.overlay()
            found.language = wanted
            self.others[wanted] = found
        return found

    @cached_property
    def others(self) -> dict[str, Pages]:
        return {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        known = catalogue(self.language)
        return translate_page(tree, lambda text, *_many: known.say(text)) if known else tree
