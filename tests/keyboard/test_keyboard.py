"""Every key is written down once, and everything it does can also be done without it."""

from __future__ import annotations

import re
from collections import Counter

from app.keyboard.keys import ACTIONS, KEYS, caps
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add

PAGE = "/acme/keyboard"


def test_no_key_does_two_things() -> None:
    uses = Counter(one for key in KEYS for one in key.keys)
    assert not [key for key, count in uses.items() if count > 1]


def test_caps_read_as_on_a_keyboard() -> None:
    assert caps("Control+k") == ["Ctrl", "K"]
    assert caps("g i") == ["G", "I"]
    assert caps("Shift+ArrowDown") == ["⇧", "↓"]


def test_the_page_and_the_dialog_list_every_key(alice: Person) -> None:
    page = alice.get(PAGE).text
    dialog = alice.get(PAGE, headers=htmx("/acme/projects/WEB")).text
    assert "<!doctype" not in dialog
    for key in KEYS:
        assert f"<dt>{key.does}</dt>" in page, key
        assert f"<dt>{key.does}</dt>" in dialog, key


def test_every_hotkey_of_a_page_is_in_the_table(alice: Person) -> None:
    known = {one for key in KEYS for one in key.keys}
    add(alice, "First")
    for path in ("/acme/projects/WEB", "/acme/tasks", "/acme/tasks/WEB-1", "/acme/overview"):
        html = alice.get(path).text
        used = {one for text in re.findall(r'data-hotkey="([^"]+)"', html) for one in text.split(",")}
        assert used <= known, (path, used - known)


def test_every_action_has_a_button_in_the_bar(alice: Person) -> None:
    page = alice.get("/acme/projects/WEB").text
    for action in ACTIONS:
        assert f'data-act="{action.name}"' in page, action.name
        if action.key:
            assert f'data-key="{action.key}"' in page, action.name
    assert f'value="{alice.member_id}"' in page


def test_single_keys_can_be_switched_off(alice: Person) -> None:
    assert "data-keys" not in alice.get(PAGE).text
    alice.post("/acme/settings/keys", {})
    assert '<html lang="en" data-keys="off"' in alice.get(PAGE).text
    assert '<html lang="en" data-keys="off"' in alice.get("/acme/projects/WEB").text
    alice.post("/acme/settings/keys", {"single_keys": "1"})
    assert "data-keys" not in alice.get("/acme/projects/WEB").text
