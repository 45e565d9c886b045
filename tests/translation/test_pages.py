"""The sentences of a template are found, said in another language, and put back among what surrounds them."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from app.translation.pages import translate_page

CASES = {
    "<p>Leave it</p>": ["Leave it"],
    "<p>If {{ person.email }} has an account.</p>": ["If {email} has an account."],
    '<p>No mail? <a href="/x">Try again</a>.</p>': ["No mail? <a>Try again</a>."],
    "<h2><span>Projects</span><small>open tasks</small></h2>": ["Projects", "open tasks"],
    '<a class="Big one" href="/Here" title="Delete {{ name }}">x</a>': ["Delete {name}"],
    '{{ field("Email", "email", hint="Write it once.") }}': ["Email", "Write it once."],
    '<p>{{ "on" if a else "off" }}</p>': ["on", "off"],
    '{{ button("Undo " ~ name) }}': ["Undo {name}"],
    "{% macro m() %} data-a=\"x y\"{% endmacro %}<p>{{ _('all') }}</p>": ["all"],
    "<script>let Word = 1 < 2</script><kbd>Esc</kbd><code>flask run</code>": [],
    '<p{% if a %} class="One two"{% else %} hidden{% endif %}>Text</p>': ["Text"],
    '<div id="Top one"{% if a == "Other thing" %} data-x="Y z"{% endif %}></div>': [],
    "<!-- Not this --><p>{{ icon('x') }}Earlier</p>": ["Earlier"],
}


@pytest.mark.parametrize("source", CASES)
def test_sentences_are_found(source: str) -> None:
    said: list[str] = []

    def say(text: str, *_many: str) -> str:
        said.append(text)
        return text

    translate_page(Environment(autoescape=True).parse(source), say)
    assert said == CASES[source]


def render(source: str, sentences: dict[str, str], **values: object) -> str:
    env = Environment(autoescape=True)
    tree = translate_page(env.parse(source), lambda text, *_many: sentences.get(text, text))
    return env.from_string(tree).render(values)


def test_values_and_elements_keep_their_meaning_in_another_order() -> None:
    source = '<p>Ask {{ name }} for <a href="/{{ key }}">a new one</a>.</p>'
    said = {"Ask {name} for <a>a new one</a>.": "<a>Neues</a> gibt {name}."}
    assert render(source, said, name="<Mei>", key="k") == '<p><a href="/k">Neues</a> gibt &lt;Mei&gt;.</p>'


def test_a_catalogue_cannot_bring_elements_or_end_attributes() -> None:
    said = {"Leave": '"><script>x</script> {other}'}
    assert render("<p>Leave</p>", said) == '<p>"&gt;&lt;script>x&lt;/script> {other}</p>'.replace("&gt;", ">")
    assert render('<a title="Leave"></a>', said) == '<a title="&quot;>&lt;script>x&lt;/script> {other}"></a>'


def test_what_is_not_known_is_shown_in_english() -> None:
    assert render("<p>Leave\n  {{ it }}</p>", {}, it="it") == "<p>Leave\n  it</p>"
