"""Opens hostile pages with and without a content policy, does on them what people do, and notes all that ran."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.visits import Visits
from tests.cast import Person, Team

TELL = "window.ran = window.alert = (what) => console.error(`a script ran: ${what}`);"
FOREIGN_PARTS = r"""() => [...document.querySelectorAll("*")].flatMap((one) => {
    const own = (address) => new URL(address, location.href).origin === location.origin;
    const runs = /^[\s\x00-\x1f]*(javascript|vbscript|data:text)/i;
    const faults = [...one.attributes].filter(({name, value}) => /^on/i.test(name)
        || (/^(href|src|action|formaction|data|xlink:href)$/.test(name) && runs.test(value))
        || (/^(src|data|action|formaction|srcdoc|poster)$/.test(name) && !/^(data|blob):/.test(value) && !own(value))
        || (/^(data-)?hx-(get|post|put|patch|delete|push-url|replace-url)$/.test(name) && !own(value))
        || (/^(data-)?hx-/.test(name) && /^\s*(js|javascript):|^ran\(/.test(value)));
    const isForeign = one.matches("iframe, object, embed, base, marquee, meta[http-equiv=refresh i]")
        || one.matches("script:not([src], [type])")
        || (one.matches("link, script[src]") && !own(one.href || one.src));
    const found = faults.map(({name, value}) => `<${one.localName} ${name}="${value}">`);
    return isForeign ? [...found, one.outerHTML] : found;
})"""
SUBMIT = """async ([path, fields]) => {
    const form = Object.assign(document.createElement("form"), {method: "post", action: path});
    for (const [name, value] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement("textarea"), {name, value}));
    }
    document.body.append(form);
    form.submit();
}"""


class Watch:
    """A page whose scripts, refusals by the policy and foreign parts are noted with the place where they were seen."""

    def __init__(self, visits: Visits, person: Person | None, *, with_policy: bool) -> None:
        self.visits = visits
        visits.foreseen |= {404, 410}
        self.page = visits(person, bypass_csp=not with_policy)
        self.page.context.add_init_script(TELL)
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.opened = 0

    def open(self, paths: Iterable[str]) -> None:
        for path in paths:
            before = len(self.visits.faults)
            self.page.goto(path)
            self.look(path, before)

    def look(self, path: str, before: int) -> None:
        """Note what stands in the page that may stand in none."""
        self.opened += 1
        self.page.wait_for_timeout(20)
        self.visits.faults += [f"foreign part: {one}" for one in self.page.evaluate(FOREIGN_PARTS)]
        self.visits.faults[before:] = [f"{path}: {fault}" for fault in self.visits.faults[before:]]

    def submit(self, path: str, **fields: str) -> None:
        """Send a form and look at the page that answers."""
        before = len(self.visits.faults)
        with self.page.expect_navigation():
            self.page.evaluate(SUBMIT, [path, fields])
        self.look(f"POST {path}", before)


def echoes(texts: Sequence[str]) -> list[str]:
    """Return addresses whose pages say again what the address says."""
    every = quote(" ".join(texts)[:400])
    return [
        f"/acme/tasks?q={every}&label={every}&assignee={every}",
        f"/acme/tasks?group={every}&sort={every}",
        f"/acme/tasks?filter={every}",
        f"/acme/projects/{quote(texts[0], safe='')}",
        f"/acme/{every}",
        f"/sign-in?next={every}&email={every}",
        f"/acme/tasks/pick/labels?ref=WEB-1&q={every}",
        f"/acme/palette/tasks?q={every}",
        f"/share/{quote(texts[0], safe='')}",
    ]


def refusals(watch: Watch, texts: Sequence[str]) -> None:
    """Send forms that are refused and keep what was typed, and one that meets a newer version."""
    every = " ".join(texts)
    watch.open(["/acme/keyboard"])
    watch.submit("/acme/settings/labels", name=every, hue=texts[0])
    watch.submit("/acme/projects", name=every, key=texts[0])
    watch.submit("/acme/settings/invitations", emails="\\n".join(texts), role="member")
    watch.submit("/acme/filters", name="", query=every)
    watch.submit("/acme/tasks/WEB-1", title=texts[-1], version="1", was=texts[0])
    watch.submit("/acme/tasks", title=every, project="WEB", due_date=texts[0], estimate=texts[0])
    watch.submit("/sign-up", name=every, email=texts[0], password=texts[0])


def act(page: Page, team: Team, text: str) -> None:
    """Search, type, complete, and let somebody else's task come in live."""
    page.goto("/acme/projects/WEB")
    page.wait_for_timeout(600)
    team.bob.post("/acme/projects/WEB/tasks", {"title": text})
    page.keyboard.press("Control+k")
    page.keyboard.type("ran evil script")
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.insert_text(f"{text} tomorrow p1")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.locator("[data-task] [name=status]").first.click()
    page.wait_for_timeout(800)
    page.goto("/acme/tasks/WEB-1")
    for field in ("l", "a", "m"):
        page.keyboard.press(field)
        page.wait_for_timeout(300)
        page.keyboard.press("Escape")
