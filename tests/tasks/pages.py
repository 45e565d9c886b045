"""Reading our own pages: the tasks of a list, in order, and the groups they stand in."""

from __future__ import annotations

import re
from html import unescape

from tests.cast import Person

ROW = re.compile(r'<li id="task-([A-Z]+-\d+)"')
TITLE = re.compile(r'class="task-row__title"[^>]*>([^<]*)<')
MORE = re.compile(r'class="more".*?href="([^"]+)"', re.S)
EVENT = re.compile(r'class="feed__event">.*?<span>(.*?), <time', re.S)


def refs(html: str) -> list[str]:
    return ROW.findall(html)


def titles(html: str) -> list[str]:
    return [unescape(title) for title in TITLE.findall(html)]


def told(html: str) -> list[str]:
    """Return the sentences of a task's history, oldest first."""
    return [unescape(re.sub("<.*?>", "", text)) for text in EVENT.findall(html)]


def add(person: Person, *wanted: str, project: str = "WEB") -> None:
    """Make a task of each title, none of whose words are read."""
    for title in wanted:
        form = {"title": title, "plain": f"0-{2 * len(title)}"}
        assert person.post(f"/acme/projects/{project}/tasks", form).status_code == 303


def paste(person: Person, text: str, project: str = "WEB") -> None:
    assert person.post(f"/acme/projects/{project}/tasks", {"title": text}).status_code == 303


def all_titles(person: Person, url: str) -> list[str]:
    """Return every title of a list, through all its pages; every group is followed to its end."""
    html = person.get(url).text
    found, waiting = titles(html), [unescape(link) for link in MORE.findall(html)]
    while waiting:
        html = person.get(waiting.pop(0)).text
        found += titles(html)
        waiting += [unescape(link) for link in MORE.findall(html)]
    return found
