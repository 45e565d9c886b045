"""Every route is declared in the policy table, and refuses those it must: generated from the URL map."""

from __future__ import annotations

import re
from collections.abc import Callable
from unittest.mock import patch

from flask import Flask

from app.workspaces.policy import ACTIONS, ENDPOINTS
from app.workspaces.principals import ANYONE, LOOKS_AFTER, SIGNED_IN
from app.workspaces.slugs import RESERVED
from tests.cast import Person
from tests.clients import LintingClient
from tests.rules.routes import ask, cells, masked, rules_of

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
SLUG = re.compile(r"^[a-z0-9-]+$")


def test_every_route_is_declared_and_none_has_vanished(app: Flask) -> None:
    assert {rule.endpoint for rule in rules_of(app)} == set(ENDPOINTS)


def test_a_route_that_is_not_declared_is_not_there(alice: Person) -> None:
    assert alice.get("/acme/today").status_code == 200
    with patch.dict(ENDPOINTS):
        del ENDPOINTS["tasks.show_today"]
        assert alice.get("/acme/today").status_code == 404


def test_every_declared_action_exists(app: Flask) -> None:
    assert set(ENDPOINTS.values()) <= {*ACTIONS, ANYONE, SIGNED_IN, LOOKS_AFTER}


def test_a_route_of_a_workspace_begins_with_its_name(app: Flask) -> None:
    for cell in cells(app):
        if cell.is_of_a_workspace:
            assert cell.is_api or cell.path.startswith("/acme/"), cell


def test_our_own_first_segments_can_be_no_workspace(app: Flask) -> None:
    first = {rule.rule.split("/")[1] for rule in rules_of(app)}
    own = {segment for segment in first if SLUG.match(segment)} | {"static"}
    assert own <= RESERVED, f"add to RESERVED in app/workspaces/slugs.py: {sorted(own - RESERVED)}"


def test_nobody_gets_in_without_signing_in(app: Flask, team: object, client: LintingClient) -> None:
    for cell in cells(app):
        if cell.action in (ANYONE, LOOKS_AFTER):
            continue
        answer = ask(client, cell, workspace="acme")
        if cell.is_api:
            assert (answer.status_code, answer.json["success"]) == (401, False), cell  # type: ignore[index]
            continue
        assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in"), cell
        partial = ask(client, cell, headers=HTMX)
        assert (partial.status_code, partial.headers["HX-Redirect"].split("?")[0]) == (401, "/sign-in"), cell
        assert not partial.data, cell


def test_a_stranger_cannot_tell_another_workspace_from_none(app: Flask, charlie: Person) -> None:
    elsewhere = {str(cell.endpoint) + cell.method: cell for cell in cells(app, workspace="nowhere")}
    for cell in cells(app):
        if cell.is_of_a_workspace:
            theirs = ask(charlie, cell, workspace="acme")
            nobodys = ask(charlie, elsewhere[cell.endpoint + cell.method], workspace="nowhere")
            assert theirs.status_code == 404, cell
            assert masked(theirs) == masked(nobodys), cell


def test_the_pages_of_the_instance_are_absent_but_for_who_looks_after_it(
    app: Flask, client: LintingClient, alice: Person
) -> None:
    for who in (client, alice.client):
        for cell in cells(app):
            if cell.action == LOOKS_AFTER:
                absent = who.open("/admin/nothing/at/all", method=cell.method)
                assert masked(ask(who, cell)) == masked(absent), cell
                assert absent.status_code == 404


def test_nobody_meets_a_crash(app: Flask, alice: Person) -> None:
    """The owner may do everything; with nothing in the form each route still answers for itself."""
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for cell in [*cells(app), *cells(app, key="NONE", ref="NONE-1")]:
        if cell.path not in ("/sign-out", "/ready", "/health/ready"):
            assert ask(alice, cell, workspace="acme").status_code < 500, cell


def test_a_method_that_is_not_taken_is_refused(app: Flask, alice: Person) -> None:
    """A path may also fit a route that takes a name there, which then does not know the name or the form."""
    taken = {(cell.path, cell.method) for cell in cells(app)}
    for path in {path for path, _ in taken}:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"):
            if (path, method) not in taken:
                assert alice.client.open(path, method=method).status_code in (308, 404, 405, 415), (method, path)


def test_a_get_changes_nothing(app: Flask, alice: Person, contents: Callable[[], dict[str, str]]) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    before = contents()
    for cell in cells(app):
        if cell.method == "GET":
            ask(alice, cell, workspace="acme")
            assert contents() == before, cell


OPEN = """
    ops.show_health ops.show_ready offline.show_offline
    accounts.show_start
    accounts.show_sign_up accounts.create_account accounts.show_newcomer accounts.confirm_newcomer
    accounts.show_sign_in accounts.create_session accounts.delete_session
    accounts.show_link_request accounts.create_link accounts.show_link accounts.use_link
    accounts.show_confirmation accounts.use_confirmation accounts.disown_account
    accounts.show_code accounts.use_code
    accounts.create_visit accounts.use_visit
    accounts.show_passkey_options accounts.create_passkey_session
    accounts.show_forgot accounts.create_reset accounts.show_reset accounts.use_reset
    api.register api.login
    workspaces.show_invitation workspaces.create_invited_account
    shares.show_shared shares.unlock shares.show_shared_task shares.create_comment
    notifications.show_unsubscribing notifications.unsubscribe
    notifications.list_local_mails notifications.show_local_mail notifications.show_local_mail_html
"""


def test_what_is_open_to_anyone_is_listed_here_by_hand() -> None:
    """Whoever opens a route to people who are not signed in writes it down a second time, having thought twice."""
    assert {endpoint for endpoint, action in ENDPOINTS.items() if action == ANYONE} == set(OPEN.split())
