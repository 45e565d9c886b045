"""Every key of the table does what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from playwright.sync_api import Page, expect

from app.keyboard.keys import KEYS
from tests.browser.marks import LIST, cursor, picks
from tests.browser.visits import until


def picker(
    name: str, typed: str, then: str, role: Literal["combobox", "textbox"] = "combobox"
) -> Callable[[Page], None]:
    """Return a check that the key opens this picker, and that what is typed there is what the row then shows."""

    def check(page: Page) -> None:
        box = page.locator("#picker")
        expect(box.get_by_role(role, name=name)).to_be_focused()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(box).to_be_hidden()
        expect(page.locator("#task-WEB-1")).to_contain_text(then)

    return check


def goes_to(path: str) -> Callable[[Page], None]:
    """Return a check that the key leads to this place itself: the list it was pressed on lies below one of them."""
    return lambda page: page.wait_for_url(re.compile(rf"/acme/{re.escape(path)}(\?.*)?$"))


def shows(selector: str) -> Callable[[Page], None]:
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def has_focus(selector: str) -> Callable[[Page], None]:
    return lambda page: expect(page.locator(selector)).to_be_focused()


def renamed(page: Page) -> None:
    page.get_by_label("Title", exact=True).fill("Another name")
    page.keyboard.press("Enter")
    expect(page.locator("#task-WEB-1 .task-row__title")).to_have_text("Another name")
    cursor(page, "WEB-1")


def copied(page: Page) -> None:
    expect(page.locator("#toasts")).to_contain_text("Copied WEB-1")
    assert page.evaluate("navigator.clipboard.readText()") == "WEB-1"


def moved(page: Page) -> None:
    """The row went down, and goes up again; at the top it stays."""
    expect(page.locator("#live")).to_contain_text("Moved to")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_test_id("task-row").first).to_have_attribute("data-task", "WEB-1")


def on_the_board(page: Page) -> None:
    page.goto("/acme/projects/WEB/board")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(page.locator("#live")).to_contain_text("Picked up")


def repeats(page: Page) -> None:
    """What is typed before the picker is there is not lost."""
    page.keyboard.type("2 weeks on friday")
    page.keyboard.press("Enter")
    expect(page.locator("#task-WEB-1 .meta__repeat")).to_have_attribute("aria-label", "Every 2 weeks on Friday")


EFFECTS: dict[str, Callable[[Page], None]] = {
    "Control+k": has_focus("#palette input"),
    "c": has_focus("#quick-add-text"),
    "q": has_focus("#quick-add-text"),
    "/": goes_to("tasks?focus=q"),
    "g i": goes_to("projects/INBOX"),
    "g t": goes_to("today"),
    "g u": goes_to("upcoming"),
    "g m": goes_to("my-work"),
    "g a": goes_to("tasks"),
    "g p": goes_to("projects"),
    "g o": goes_to("overview"),
    "g n": goes_to("updates"),
    "g h": goes_to("history"),
    "?": shows("dialog#keyboard"),
    "j": lambda page: cursor(page, "WEB-2"),
    "ArrowDown": lambda page: cursor(page, "WEB-2"),
    "k": lambda page: cursor(page, "WEB-1"),
    "ArrowUp": lambda page: cursor(page, "WEB-1"),
    "End": lambda page: cursor(page, "WEB-6"),
    "Home": lambda page: cursor(page, "WEB-1"),
    "Enter": shows("#panel #task[data-ref=WEB-1]"),
    "x": lambda page: picks(page, 1),
    "Shift+ArrowDown": lambda page: picks(page, 2),
    "Shift+ArrowUp": lambda page: picks(page, 1),
    "Control+a": lambda page: picks(page, 6),
    "Alt+ArrowDown": moved,
    "Alt+ArrowUp": lambda page: expect(page.locator("#live")).to_contain_text("Moved to 1 of"),
    "Escape": lambda page: picks(page, 0),
    "e": shows("dialog#bulk-question"),
    "d": picker("Due", "tomorrow", "Tomorrow", "textbox"),
    "r": repeats,
    "a": picker("Assigned", "gin", "GG"),
    "l": picker("Labels", "print", "waiting for the printer"),
    "t": lambda page: expect(page.locator("#picker")).to_contain_text("Project"),
    "s": lambda page: expect(page.locator("#picker")).to_contain_text("In progress"),
    "p": lambda page: expect(page.locator("#picker")).to_contain_text("Urgent"),
    "i": lambda page: expect(page.locator("#task-WEB-1 [name=assignees]")).to_contain_text("AA"),
    ".": copied,
    "Backspace": lambda page: expect(page.locator("#task-WEB-1")).to_have_count(0),
    "F2": renamed,
    "z": lambda page: expect(page.locator("#toasts")).to_contain_text("Undone"),
    "Shift+z": lambda page: expect(page.locator("#toasts")).to_contain_text("Redone"),
    "ArrowRight": on_the_board,
    "ArrowLeft": on_the_board,
    "Space": on_the_board,
    "m": has_focus("#comment-form textarea"),
}


def test_every_key_does_what_the_table_says(list_of_alice: Page) -> None:
    page = list_of_alice
    assert {one for key in KEYS for one in key.keys} == set(EFFECTS)
    for keys, effect in EFFECTS.items():
        for key in keys.split(" "):
            page.keyboard.press(key)
        effect(page)
        page.wait_for_load_state()  # or the page the key led to comes in place of the next one
        page.keyboard.press("Escape")
        if keys == "Enter":  # and the step back to the list without its panel, too
            until(page, lambda: "open=" not in page.url)
        page.goto(LIST)
        page.keyboard.press("j")
        if keys == "Backspace":
            page.keyboard.press("z")
            expect(page.locator("#task-WEB-1")).to_be_visible()
            page.goto(LIST)
            page.keyboard.press("j")
