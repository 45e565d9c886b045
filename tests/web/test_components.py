"""The macros of components/ and the layouts: safe, complete, and content with a strict environment."""

import re
from collections.abc import Callable

import pytest
from flask import Flask, render_template, render_template_string
from jinja2 import StrictUndefined

from app.web.assets import ROOT, init_assets

Render = Callable[..., str]
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(name="app", scope="module")
def bare_app() -> Flask:
    app = Flask("bare", static_folder=None, template_folder=str(ROOT / "templates"))
    app.jinja_env.undefined = StrictUndefined
    init_assets(app)
    return app


@pytest.fixture(name="render")
def renderer(app: Flask) -> Render:
    def render(component: str, call: str, **values: object) -> str:
        source = f'{{% import "components/{component}.html" as c %}}{call}'
        with app.test_request_context():
            return render_template_string(source, **values)

    return render


@pytest.mark.parametrize(
    ("component", "call"),
    [
        ("task_marks", '{{ c.check(text, "pending", text) }}'),
        ("people", '{{ c.avatar(text, "sky", text) }}'),
        ("field", "{{ c.field(text, 'name', text, error=[text], hint=text, attrs={'data-x': text}) }}"),
        ("field", "{{ c.textarea(text, 'name', text) }}"),
        ("field", "{{ c.select(text, 'name', [(text, text)], text) }}"),
        ("field", "{{ c.checkbox(text, 'name', value=text) }}{{ c.radios(text, 'name', [(text, text)]) }}"),
        ("action", "{% call c.action(text, target=text, values={'a': text}) %}{{ text }}{% endcall %}"),
        ("menu", "{% call c.menu('m', text, text=text) %}{{ c.menu_action(text, text) }}{% endcall %}"),
        ("message", "{{ c.toast_swap(text, text) }}{{ c.notice(text) }}"),
        ("empty", "{{ c.empty(text, text) }}"),
        ("quick_add", "{{ c.quick_add(text, value=text, error=text, label=text) }}"),
        ("figures", "{{ c.status_bar(text, [{'text': text, 'count': 1, 'cls': 'on'}]) }}"),
        ("error_card", "{% call c.error_card(404, text, text, text) %}{% endcall %}"),
    ],
)
def test_text_from_people_is_never_markup(render: Render, component: str, call: str) -> None:
    assert "<script" not in render(component, call, text=HOSTILE)


def test_a_field_ties_its_hint_and_its_error_to_the_control(render: Render) -> None:
    html = render("field", '{{ c.field("Name", "name", "Al", error=["Too short."], hint="Shown to all.") }}')
    assert '<label for="name">Name</label>' in html
    assert 'aria-invalid="true" aria-describedby="name-hint name-error"' in html
    assert 'id="name-hint">Shown to all.' in html
    assert 'id="name-error"' in html


def test_a_password_is_never_sent_back(render: Render) -> None:
    assert "secret" not in render("field", '{{ c.field("Password", "p", "secret", type="password") }}')


def test_a_text_that_starts_with_a_new_line_keeps_it(render: Render) -> None:
    # HTML drops the first new line after <textarea>, so there must be one more.
    assert ">\n\nfirst</textarea>" in render("field", '{{ c.textarea("Text", "t", "\\nfirst") }}')


def test_an_action_is_a_real_form_and_the_same_address_for_htmx(render: Render) -> None:
    html = render("action", '{% call c.action("/x", target="#row") %}<button>Do</button>{% endcall %}')
    assert '<form method="post" action="/x" hx-post="/x" hx-target="#row" hx-swap="outerMorph">' in html
    assert "hx-" not in render("action", '{% call c.action("/x") %}<button>Do</button>{% endcall %}')


@pytest.mark.parametrize(
    ("status", "name"),
    [("pending", "Complete"), ("in_progress", "Complete"), ("completed", "Reopen"), ("cancelled", "Reopen")],
)
def test_the_check_says_what_it_will_do(render: Render, status: str, name: str) -> None:
    assert f'aria-label="{name} “Write tests”"' in render(
        "task_marks", f'{{{{ c.check("WEB-1", "{status}", "Write tests") }}}}'
    )


def test_many_subtasks_are_figures_only_and_none_are_nothing(render: Render) -> None:
    assert render("task_marks", "{{ c.strokes(3, 8) }}").count("<path") == 8
    assert "<path" not in render("task_marks", "{{ c.strokes(3, 9) }}")
    assert render("task_marks", "{{ c.strokes(0, 0) }}").strip() == ""


def test_more_people_than_there_is_room_for_are_counted(render: Render) -> None:
    people = [{"name": name, "hue": "sky", "initials": name[0]} for name in ("Ada", "Ben", "Cleo", "Dora")]
    html = render("people", "{{ c.avatars(people) }}", people=people)
    assert html.count('class="avatar"') == 3
    assert 'aria-label="and 2 more"' in html


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409, 413, 422, 429, 500, 503])
def test_an_error_page_needs_nothing_but_says_what_to_do(app: Flask, code: int) -> None:
    with app.test_request_context():
        bare = render_template(f"errors/{code}.html")
        full = render_template(f"errors/{code}.html", viewer=None, request_id="r-1", message="The list is full.")
    assert re.search(r"<h1>[^<]+</h1>\s*<p>[^<]+</p>", bare)
    assert 'class="button button--primary"' in bare
    assert "The list is full." in full
    assert "<code>r-1</code>" in full


def test_no_template_has_inline_script_or_style() -> None:
    forbidden = re.compile(r"<style|style=|<script(?![^>]*\bsrc=)|\son[a-z]+=|hx-on|javascript:|js:", re.IGNORECASE)
    pages = [page for page in (ROOT / "templates").rglob("*.html") if page.parent.name != "mail"]
    for template in pages:
        assert not forbidden.search(template.read_text()), template
