"""Every key of Primo, once: the overlay, the hints on buttons, the palette and the tests are made of this table.

`keys` are written as `data-hotkey` has them: `c`, `g i` (one after the other), `Shift+ArrowDown`. What a key does is
also done by a button, link or field with the same `data-hotkey`, or by the action of the bar that has the same `key`.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.translation.speaking import _

ANYWHERE, LISTS, TASKS, BOARD = "Anywhere", "Lists", "Tasks", "Board"
NAMES = {
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "Backspace": "⌫",
    "Escape": "Esc",
    "Control": "Ctrl",
    "Alt": "Alt",
    "Shift": "⇧",
    "Home": "Home",
    "End": "End",
    "Enter": "Enter",
    "Space": "Space",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or several that do the same, and what they do."""

    keys: tuple[str, ...]
    does: str
    group: str


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done with one or many tasks: by a button of the bar, a key, and an entry of the palette.

    With `field` it opens the picker of that field, else it sends `values` at once. `seldom` ones are in the bar's menu.
    """

    name: str
    key: str
    button: str
    does: str
    icon: str
    field: str = ""
    value: tuple[str, str] = ("", "")
    seldom: bool = False


ACTIONS = (
    Action("complete", "e", "Complete", "Complete or reopen", "circle-check", value=("status", "completed")),
    Action("due", "d", "Date", "Due date", "calendar", field="due"),
    Action("repeat", "r", "Repeat", "Repeat", "repeat", field="repeat", seldom=True),
    Action("assignees", "a", "Assign", "Assign", "user", field="assignees"),
    Action("labels", "l", "Label", "Labels", "tag", field="labels"),
    Action("project", "t", "Move", "Move to a project", "folder", field="project"),
    Action("status", "s", "Status", "Status", "circle-check", field="status", seldom=True),
    Action("priority", "p", "Priority", "Priority", "arrow-up-down", field="priority", seldom=True),
    Action("me", "i", "Assign to me", "Assign to me", "user", value=("add_assignees", "me"), seldom=True),
    Action("section", "", "Section", "Section", "list", field="section", seldom=True),
    Action("start", "", "Start date", "Start date", "calendar", field="start", seldom=True),
    Action("estimate", "", "Estimate", "Estimate", "clock", field="estimate", seldom=True),
    Action("copy", ".", "Copy the number", "Copy the number", "copy", seldom=True),
    Action(
        "trash", "Backspace", "Put into the trash", "Put into the trash", "trash-2", value=("trash", "yes"), seldom=True
    ),
)

KEYS = (
    Key(("Control+k",), "Search and commands", ANYWHERE),
    Key(("c",), "New task", ANYWHERE),
    Key(("q",), "Quick add", ANYWHERE),
    Key(("/",), "Search", ANYWHERE),
    Key(("g i",), "Go to your Inbox", ANYWHERE),
    Key(("g t",), "Go to Today", ANYWHERE),
    Key(("g u",), "Go to Upcoming", ANYWHERE),
    Key(("g m",), "Go to My work", ANYWHERE),
    Key(("g a",), "Go to all tasks", ANYWHERE),
    Key(("g p",), "Go to projects", ANYWHERE),
    Key(("g o",), "Go to the overview", ANYWHERE),
    Key(("g n",), "Go to updates", ANYWHERE),
    Key(("g h",), "Go to the history", ANYWHERE),
    Key(("z",), "Undo", ANYWHERE),
    Key(("Shift+z",), "Redo", ANYWHERE),
    Key(("?",), "All keys", ANYWHERE),
    Key(("j", "ArrowDown"), "Next task", LISTS),
    Key(("k", "ArrowUp"), "Task before", LISTS),
    Key(("Home", "End"), "First and last task", LISTS),
    Key(("Enter",), "Open the task", LISTS),
    Key(("x",), "Select", LISTS),
    Key(("Shift+ArrowDown", "Shift+ArrowUp"), "Select more", LISTS),
    Key(("Control+a",), "Select all that is shown", LISTS),
    Key(("Alt+ArrowUp", "Alt+ArrowDown"), "Move the task", LISTS),
    Key(("Escape",), "Let go, step back", LISTS),
    *(Key((action.key,), action.does, TASKS) for action in ACTIONS if action.key),
    Key(("F2",), "Rename", TASKS),
    Key(("m",), "Comment", TASKS),
    Key(("ArrowLeft", "ArrowRight"), "Column beside", BOARD),
    Key(("Space",), "Pick up, drop", BOARD),
)


def groups() -> dict[str, list[Key]]:
    """Return the keys under the names of their groups."""
    return {name: [key for key in KEYS if key.group == name] for name in (ANYWHERE, LISTS, TASKS, BOARD)}


def caps(keys: str) -> list[str]:
    """Return what is written on the keys, one after the other: `Ctrl`, `K`."""
    parts = keys.replace("+", " ").split()
    return [part.upper() if len(part) == 1 else _(NAMES.get(part, part)) for part in parts]
