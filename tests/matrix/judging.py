"""What must be true of an answer: its status, that it is like one about nothing, the words it may hold, no change."""

from __future__ import annotations

import re
from html import unescape

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from app.workspaces.policy import ACTIONS, ENDPOINTS
from app.workspaces.principals import ANYONE
from tests.matrix.asking import Answer
from tests.matrix.requests import TAKES_GONE

FORM = re.compile(r'<form(?=[^>]*method="post")[^>]*action="(/[^"]*)"')
POST = re.compile(r'(?:hx-post|formaction)="(/[^"]*)"')
LINK = re.compile(r'(?:href|hx-get)="(/[^"]*)"')
OF_THE_PROJECT = "project project_id task trashed tail task_id section comment file reminder change update"
UNSEEN = {"guest elsewhere": set(OF_THE_PROJECT.split())}
"""What of `own` somebody does not see."""
SEES_MORE = {"owner": {"export"}}
"""What of `hidden` somebody sees."""
ALSO_GONE = """
    tasks.show_task tasks.show_panel live.note_presence
    history.show_history history.show_change history.undo history.show_differences
"""
"""What also shows, or brings back, things that are in the trash."""
UNMADE = """
    accounts.create_account accounts.create_session accounts.create_link accounts.show_link accounts.use_link
    accounts.show_confirmation accounts.use_confirmation accounts.create_passkey_session accounts.create_visit
    accounts.disown_account
    accounts.show_newcomer accounts.confirm_newcomer
    accounts.use_visit accounts.create_reset accounts.show_reset accounts.use_reset accounts.create_required_passkey
    accounts.create_passkey accounts.connect_identity accounts.save_password
    api.register api.login attachments.show_picture shares.unlock
    exports.send_workspace_export exports.send_account_export goodbyes.delete_own_account
    notifications.show_local_mail notifications.show_local_mail_html
    notifications.show_unsubscribing notifications.unsubscribe
    workspaces.save_required_factor workspaces.accept_invitation workspaces.create_invited_account workspaces.bring_back
"""
"""What needs a secret, a device, a picture or one's own address, which the scene has not; their own tests use them."""

PLAIN = {"member", "token (write)", "token (read)", "guest in the project", "guest elsewhere"}
GUESTS = {"guest in the project", "guest elsewhere"}
CONDITIONS = {"projects.share": PLAIN, "api.add_project_member": PLAIN, "api.remove_project_member": PLAIN}
CONDITIONS |= {"workspaces.show_removal": PLAIN, "workspaces.remove": PLAIN}
CONDITIONS |= {"tasks.pick": GUESTS, "history.undo": GUESTS, "history.show_differences": GUESTS}
"""Whom the role would allow it, and a condition on the thing itself does not."""


def at_the_door(answer: Answer) -> list[str]:
    """Return what is wrong with how somebody was let in or sent away."""
    expected = answer.who.meets_at(answer.question)
    if expected is None:
        is_out = answer.status == 401 or (answer.status == 303 and "/sign-in" in (answer.response.location or ""))
        shut = is_out and answer.question.action != "anyone"
        return [f"{answer}: sent away"] if shut else []
    if answer.side == "malformed" and answer.status == 404:
        return []
    if answer.status != expected:
        return [f"{answer}: expected {expected}"]
    if expected == 303 and not answer.response.location.startswith("/sign-in"):
        return [f"{answer}: sent to {answer.response.location}"]
    return []


def by_its_conditions(answer: Answer) -> list[str]:
    """Return what is wrong with an answer about what this one may do and see, by role and by condition."""
    who, question = answer.who, answer.question
    if who.share == "gone" and question.endpoint.startswith("shares.") and question.action == "anyone":
        return [] if answer.status == 404 else [f"{answer}: expected 404"]
    if who.meets_at(question) is not None or question.action == "anyone":
        return []
    if UNSEEN.get(who.name, set()) & set(question.kinds) or question.endpoint in UNMADE.split():
        return []
    if who.name in CONDITIONS.get(question.endpoint, ()):
        return [] if answer.status == 403 else [f"{answer}: expected 403"]
    return [f"{answer}: refused; does tests/matrix/sent.py send what fits?"] if answer.status >= 400 else []


def by_its_buttons(answer: Answer, places: MapAdapter) -> list[str]:
    """Return the links and forms of a page that lead this one to what their role may not do."""
    if answer.status != 200 or answer.response.mimetype != "text/html":
        return []
    posts = {*FORM.findall(answer.response.text), *POST.findall(answer.response.text)}
    faults = []
    for path, method in [(one, "POST") for one in posts] + [(one, "GET") for one in LINK.findall(answer.response.text)]:
        try:
            endpoint, _ = places.match(unescape(path).partition("?")[0].partition("#")[0], method)
        except (HTTPException, RequestRedirect):
            continue
        action = ENDPOINTS.get(endpoint, ANYONE)
        if action in ACTIONS and answer.who.meets(action, is_api=False, changes=method == "POST") == 403:
            faults.append(f"{answer}: offers {method} {path}")
    return sorted(set(faults))


def by_the_words(answer: Answer) -> list[str]:
    """Return the words of others that the answer tells."""
    return [f"{answer}: tells {word}" for word in sorted(answer.words)]


def beside_nothing(answer: Answer, nothing: Answer) -> list[str]:
    """Return how an answer differs from the one about what never was."""
    if answer.status >= 500:
        return [f"{answer}: a crash"]
    if answer.side == "malformed":
        return [] if answer.status < 400 or nothing.status <= answer.status else [f"{answer}: {nothing.status}"]
    if answer.side == "hidden" and answer.kind in SEES_MORE.get(answer.who.name, ()):
        return []
    also_gone = answer.question.endpoint in (*TAKES_GONE, *ALSO_GONE.split())
    if answer.side == "gone" and (also_gone or not (answer.in_path or answer.question.changes)):
        return []
    if answer.told == nothing.told:
        return []
    return [f"{answer}: not as for nothing ({nothing.status}){first_difference(answer.told, nothing.told)}"]


def first_difference(one: bytes, other: bytes) -> str:
    pairs = zip(one.decode().splitlines(), other.decode().splitlines(), strict=False)
    return next((f"\n    {a.strip()[:160]}\n    {b.strip()[:160]}" for a, b in pairs if a != b), "")
