"""Every link on every page leads somewhere; the client that follows them also checks each page it meets."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import html5lib

from tests.browser.plan import write_plan
from tests.cast import Team

MOST = 250


def test_no_link_leads_nowhere(team: Team) -> None:
    write_plan(team)
    found_on, waiting, dead = {"/acme/": ""}, ["/acme/"], []
    while waiting and len(found_on) < MOST:
        path = waiting.pop(0)
        answer = team.alice.get(path, follow_redirects=True)
        if answer.status_code != 200:
            dead.append(f"{found_on[path]} leads to {path}: {answer.status_code}")
        for target in links_of(answer.text, path):
            if target not in found_on:
                found_on[target] = path
                waiting.append(target)
    assert not dead, "\n".join(dead)
    assert len(found_on) > 60


def links_of(html: str, path: str) -> Iterator[str]:
    """Yield the addresses of our own that a page leads to."""
    for link in html5lib.parse(html, namespaceHTMLElements=False).iter("a"):
        parts = urlsplit(urljoin(f"http://localhost{path}", link.get("href", "")))
        if parts.netloc == "localhost":
            yield parts.path + (f"?{parts.query}" if parts.query else "")
