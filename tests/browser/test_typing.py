"""Words that are understood are marked while they are typed; what is typed is never touched."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.visits import let_pass, until
from tests.cast import Team

LIST = "/acme/projects/WEB"
MARKED = """() => [...CSS.highlights.get("understood")].map((range) => range.toString())"""
BESIDE = """() => [...CSS.highlights.get("understood")].map((range) => {
    const field = document.querySelector("#quick-add-text");
    const [copy, own] = [field.nextElementSibling, field].map((one) => one.getBoundingClientRect());
    return copy.top === own.top && copy.left === own.left && copy.width === own.width && copy.height === own.height;
})"""

DELAYS = """() => {
    window.delays = [];
    const [ask, add] = [window.fetch, Highlight.prototype.add];
    let [came, frames] = [0, 1];
    const count = () => requestAnimationFrame(() => { frames++; count(); });
    count();
    window.fetch = async (...asked) => {
        const answer = await ask(...asked);
        came = frames;
        return answer;
    };
    Highlight.prototype.add = function (range) {
        const since = came;
        if (since) requestAnimationFrame(() => delays.push(frames - since));
        came = 0;
        return add.call(this, range);
    };
}"""
SOON = 2
"""Frames from the answer to the one that shows the marks, at best: a busy machine misses many a frame."""


def marked(page: Page, *words: str) -> None:
    until(page, lambda: page.evaluate(MARKED) == list(words))


def test_words_are_marked_listed_and_taken_back(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto(LIST)
    field = page.get_by_label("New task", exact=True)
    chips = page.locator("#quick-add .quick-add__read")
    field.press_sequentially("Call Ada tomorrow 5pm !high")
    expect(chips.get_by_role("button")).to_have_text(["Tomorrow 17:00", "High priority"])
    marked(page, "tomorrow 5pm", "!high")
    until(page, lambda: page.evaluate(BESIDE) == [True, True])
    field.press("Backspace")
    expect(chips.get_by_role("button")).to_have_text(["Tomorrow 17:00"])
    expect(field).to_have_value("Call Ada tomorrow 5pm !high")
    chips.get_by_role("button").click()
    expect(chips.get_by_role("button")).to_have_count(0)
    field.press("Home")
    field.press_sequentially("Do: ")  # what was taken back moves along
    field.press("Enter")
    expect(page.get_by_role("link", name="Do: Call Ada tomorrow 5pm !high")).to_be_visible()
    expect(field).to_have_value("")
    marked(page)


def test_names_complete_by_keys_and_can_be_undone(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto(LIST)
    field = page.get_by_label("New task", exact=True)
    field.press_sequentially("Call +b")
    expect(page.get_by_role("option", name="Bob Brown")).to_be_visible()
    expect(field).to_have_attribute("aria-activedescendant", re.compile("option-"))
    field.press("Enter")
    expect(field).to_have_value('Call +"Bob Brown" ')
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator(".quick-add__read").get_by_role("button")).to_have_text(["Bob Brown"])
    field.press("Control+z")
    expect(field).to_have_value("Call +b")
    expect(page.get_by_role("option", name="Bob Brown")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_be_focused()
    field.press("Enter")
    expect(page.get_by_role("link", name="Call +b")).to_be_visible()


def test_a_slow_line_and_an_input_method_lose_and_reorder_nothing(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto(LIST)
    field = page.get_by_label("New task", exact=True)
    waiting: list[Route] = []
    is_quick = False
    page.route("**/acme/words", lambda route: route.continue_() if is_quick else waiting.append(route))
    field.press_sequentially("Call tomorrow")
    until(page, lambda: waiting)
    let_pass(page, 100)
    assert len(waiting) == 1, "one at a time"
    field.press_sequentially(" or not")
    for _ in range(9):
        field.press("Backspace")
    wire = page.context.new_cdp_session(page)
    for text in ("す", "すし", "寿司"):
        wire.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    wire.send("Input.insertText", {"text": "寿司"})
    is_quick = True
    waiting.pop().continue_()
    field.press_sequentially(" friday")
    expect(page.locator("#quick-add .quick-add__read").get_by_role("button")).to_have_count(1)
    marked(page, "friday")
    expect(field).to_have_value("Call tomorr寿司 friday")


def test_words_are_marked_as_soon_as_the_answer_is_there(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto(LIST)
    field = page.get_by_label("New task", exact=True)
    field.fill("Call Ada tomorrow")
    expect(page.locator("#quick-add .quick-add__read").get_by_role("button")).to_have_count(1)
    page.evaluate(DELAYS)
    for count in range(1, 11):
        field.press_sequentially("!")
        page.wait_for_function("(count) => delays.length >= count", arg=count)
    assert min(page.evaluate("delays")) <= SOON


def test_a_filter_completes_its_fields_and_names(page_of_alice: Page, team: Team) -> None:
    page = page_of_alice
    page.goto(LIST)
    field = page.get_by_label("Search and filter")
    options = page.get_by_role("option")
    field.press_sequentially("as")
    expect(options).to_have_text(["assignee:"])
    late: list[Route] = []
    page.route("**/filter-words", lambda route: late.append(route), times=1)
    field.press("s")
    until(page, lambda: late)
    field.press("ArrowDown")
    with page.expect_response("**/filter-words"):
        late[0].continue_()
    let_pass(page, 100)  # a late answer leaves what was walked to
    field.press("Enter")
    expect(field).to_have_value("assignee:")
    field.press_sequentially("bo")
    expect(options).to_have_text(["Bob Brown"])
    field.press("Tab")
    expect(field).to_have_value('assignee:"Bob Brown"')
    expect(options).to_have_count(0)
    field.press_sequentially(" du")
    expect(options).to_have_text(["due:"])
    field.press("Enter")  # a field is not taken for the word that it may be
    page.wait_for_url(re.compile("filter="))
    expect(field).to_have_value('assignee:"Bob Brown" du')
