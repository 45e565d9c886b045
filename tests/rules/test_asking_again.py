"""What changes how somebody signs in, or who must how, asks who is there unless they showed it just now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from app.accounts.models import Session, User
from app.accounts.routes.asking_again import ASKING
from app.database import utcnow
from app.extensions import db
from tests.cast import PASSWORD, Person
from tests.rules.routes import ask, cells

SENSITIVE = """
    save_email create_password create_program_token
    create_second_factor confirm_second_factor delete_second_factor create_recovery_codes
    connect_identity delete_identity
    begin_passkey create_passkey rename_passkey delete_passkey
    begin_required_factor confirm_required_factor create_required_passkey save_required_factor
    hand_over save_role remove delete
    fetch_workspace_export fetch_account_export delete_own_account
    enter disable_account enable_account send_confirmation delete_workspace_of_others retry_jobs download_log
"""
PLACES = (
    "/settings/email",
    "/settings/password",
    "/settings/tokens",
    "/second-factor",
    "/settings/identities",
    "/settings/passkeys",
    "/settings/members",
    "/settings/workspace/deletion",
    "/fetching",
    "/account/deletion",
    "/admin/",
)
ASKS_ITSELF = {"accounts.save_password"}
"""The old password is a field of this form, whenever it was given last."""
HARMLESS = {"accounts.create_confirmation"}
"""Sends a mail to the address that is already there."""


def test_what_asks_is_listed_here_by_hand(app: Flask) -> None:
    assert set(SENSITIVE.split()) == ASKING


def test_every_form_near_the_ways_in_asks_and_changes_nothing_before(
    app: Flask, alice: Person, contents: Callable[[], dict[str, str]]
) -> None:
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(minutes=11)))
    db.session.execute(update(User).where(User.id == alice.user_id).values(is_admin=True))
    db.session.commit()
    before = contents()
    asked = set()
    for cell in cells(app):
        if cell.method == "POST" and any(place in cell.path for place in PLACES):
            if cell.endpoint in ASKS_ITSELF | HARMLESS:
                continue
            answer = ask(alice, cell)
            assert (answer.status_code, "Is it you?" in answer.text) == (422, True), cell
            asked.add(cell.endpoint.partition(".")[2])
    assert asked == set(SENSITIVE.split())
    assert contents() == before


def test_the_password_counts_for_ten_minutes_and_keeps_what_was_typed(app: Flask, alice: Person) -> None:
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(days=1)))
    db.session.commit()
    page = alice.post("/acme/settings/email", {"email": "new@example.com"}).text
    assert 'name="email" value="new@example.com"' in page
    refused = alice.post("/acme/settings/email", {"email": "new@example.com", "current": "wrong"})
    assert "This is not your current password." in refused.text
    assert alice.post("/acme/settings/email", {"email": "new@example.com", "current": PASSWORD}).status_code == 303
    assert alice.post("/acme/settings/second-factor").status_code == 303
    db.session.execute(update(Session).values(proved_at=utcnow() - timedelta(minutes=11)))
    db.session.commit()
    assert alice.post("/acme/settings/second-factor").status_code == 422
