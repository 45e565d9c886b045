"""Our quick templates write what stock Jinja writes, byte for byte, whatever the values are."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from app.web.templating import QuickEscapes, QuickImports, escaped, init_templating

SOURCES = {
    "mark.html": """{% macro mark(text, cls='') -%}
<b class="{{ cls }}">{{ text }}{{ caller() if caller is defined }}</b>{% endmacro %}""",
    "page.html": """{% extends "frame.html" %}{% from "mark.html" import mark %}
{% block body %}{{ text }}{{ mark(text, text) }}{% call mark(number) %}{{ text }}{% endcall %}
{% set kept %}{{ text }}{% endset %}{{ kept }}{{ kept ~ text }}{{ text|upper }}{{ html }}{{ number }}{{ nothing }}
{% for one in many %}{{ one }}{{ loop.index }}{% else %}{{ text }}{% endfor %}{{ many }}{{ text|e }}{{ text|safe }}
{% filter trim %} {{ text }} {% endfilter %}{{ object.name }}{{ text.join(many) }}{{ '%s' % text }}{% endblock %}""",
    "frame.html": "<title>{{ text }}</title>{% block body %}{% endblock %}{% include 'tail.html' %}",
    "tail.html": "{{ text }}{{ html }}{{ number }}",
}
hostile = st.text(alphabet=st.one_of(st.sampled_from("<>&\"'{}%=/ \x00\u2028"), st.characters())) | st.sampled_from(
    ["<script>alert(1)</script>", "\" onload='x'", "{{ 7 * 7 }}", "&lt;", "]]>", "<!--"]
)


def environment(app: Flask) -> Environment:
    app.jinja_env.loader = DictLoader(SOURCES)
    return app.jinja_env


stock = environment(Flask("stock", static_folder=None))
quick_app = Flask("quick", static_folder=None)
init_templating(quick_app)
quick = environment(quick_app)


@settings(max_examples=400, deadline=None)
@given(text=hostile, many=st.lists(hostile, max_size=3), number=st.integers() | st.floats() | st.booleans())
def test_a_page_is_the_same_as_from_stock_jinja(text: str, many: list[str], number: float) -> None:
    values = {
        "text": text,
        "many": many,
        "number": number,
        "nothing": None,
        "html": Markup("<i>{}</i>").format(text),
        "object": SimpleNamespace(name=text),
    }
    pages = [env.get_template("page.html").render(**values) for env in (stock, quick)]
    assert pages[0] == pages[1]


def test_the_quick_way_is_the_one_that_is_used(app: Flask) -> None:
    assert app.jinja_env.code_generator_class is QuickEscapes
    assert app.jinja_env.template_class is QuickImports
    assert app.jinja_env.escaped is escaped  # type: ignore[attr-defined]
    assert "escape = environment.escaped" in str(app.jinja_env.compile("{{ x }}", raw=True))


class Tricky(str):
    """A text that says what it is in HTML by itself."""

    __slots__ = ()

    def __html__(self) -> str:
        return "<u>mine</u>"


def test_what_knows_its_own_html_is_asked() -> None:
    assert escaped(Tricky("<x>")) == "<u>mine</u>"
    assert escaped(Markup("<b>")) == "<b>"
    assert escaped(None) == "None"
