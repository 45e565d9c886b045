"""Act by act: what somebody does to access and settings stands in the log under its own name."""

from __future__ import annotations

from typing import Any

import pyotp
from flask import Flask
from sqlalchemy import select

from app.accounts.issuers.identities import tie
from app.accounts.issuers.providers import Provider
from app.accounts.issuers.redeeming import Stranger
from app.accounts.links import account_token
from app.accounts.models import AccountLink, SecondFactor, User
from app.accounts.resetting import reset_token, start_reset
from app.database import utcnow
from app.extensions import db
from tests.audit.log import entries, kinds
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

FRESH = "seven quiet herons at dusk"


def test_what_one_does_with_ones_own_account(app: Flask, alice: Person, client: LintingClient) -> None:
    begun = len(kinds())
    settings = "/acme/settings"
    alice.post(f"{settings}/email", {"email": "alice@new.example"})
    alice.post(f"/confirm/{account_token(db.session.scalars(select(AccountLink)).one())}")
    alice.post(f"{settings}/second-factor")
    factor = db.session.get_one(SecondFactor, alice.user_id)
    page = alice.post(f"{settings}/second-factor/confirmation", {"code": pyotp.TOTP(factor.secret).now()}).text
    [code, *_] = [one for one in page.replace(">", " ").replace("<", " ").split() if len(one) == 15 and one[7] == "-"]
    client.post("/sign-in", data={"email": "alice@new.example", "password": PASSWORD})
    client.post("/sign-in/code", data={"code": "000000"})
    client.post("/sign-in/code", data={"code": code})
    alice.post(f"{settings}/second-factor/recovery-codes")
    alice.post(f"{settings}/second-factor/removal")
    alice.post(f"{settings}/sessions/sign-out")
    alice.post(f"{settings}/password", {"current": PASSWORD, "password": FRESH})
    alice.post("/sign-out")
    assert kinds()[begun:] == [
        *("email.changed", "factor.on", "sign_in.code_failed", "factor.recovery_used", "sign_in.done"),
        *("factor.codes", "factor.off", "session.others_ended", "password.changed", "session.ended"),
    ]
    changed = entries("email.changed")[0]
    assert (changed.before, changed.after) == ({"email": "alice@example.com"}, {"email": "alice@new.example"})
    assert {one.actor_id for one in entries()[begun:]} == {alice.user_id, None}


def test_what_links_programs_and_accounts_elsewhere_do(app: Flask, bob: Person, client: LintingClient) -> None:
    begun = len(kinds())
    client.post("/api/auth/login", json={"email": bob.email, "password": PASSWORD})
    bob.post("/acme/settings/email/confirmation")
    link = db.session.scalars(select(AccountLink)).one()
    bob.post(f"/confirm/{account_token(link)}")
    user = db.session.get_one(User, bob.user_id)
    token = reset_token(start_reset(user, at=utcnow()))
    provider = Provider("oidc", "Elsewhere", "https://issuer.example", "id", "secret")
    tie(user, provider, Stranger("77", "b@issuer.example", True, "Bob"), at=utcnow())
    db.session.commit()
    client.post(f"/reset/{token}", data={"password": FRESH})
    app.test_cli_runner().invoke(args=["accounts", "reset-link", bob.email])
    client.post("/sign-up", data={"name": "Dora", "email": "dora@example.com", "password": FRESH})
    assert kinds()[begun:] == [
        *("token.created", "sign_in.done", "account.confirmed", "identity.added", "password.reset", "sign_in.done"),
        *("password.link_printed", "account.created", "workspace.created", "workspace.created", "sign_in.done"),
    ]
    assert entries("account.created")[-1].after == {"way": "door"}


def test_what_is_done_to_a_workspace(alice: Person, bob: Person, gina: Person) -> None:
    begun = len(kinds())
    at = "/acme/settings"
    alice.post(f"{at}/workspace", {"name": "Acme too"})
    alice.post(f"{at}/invitations", {"emails": "new@example.com", "role": "guest"})
    id = entries("member.invited")[0].subject_id
    alice.post(f"{at}/invitations/{id}/revocation")
    alice.post("/acme/projects/WEB/sharing", {"visibility": "private"})
    alice.post("/acme/projects/WEB/links", {"rights": "read", "lasts": "week"})
    link: Any = alice.get("/acme/projects/WEB/links").text.partition("/acme/links/")[2][:36]
    alice.post(f"/acme/links/{link}/rights", {"rights": "comment"})
    alice.post(f"/acme/links/{link}/revocation")
    alice.post(f"{at}/members/{gina.member_id}/removal")
    alice.post(f"{at}/members/{bob.member_id}/ownership")
    bob.post(f"{at}/workspace/deletion", {"name": "Acme too"})
    assert kinds()[begun:] == [
        *("workspace.renamed", "member.invited", "invitation.revoked", "project.shared"),
        *("link.created", "link.changed", "link.ended", "member.removed"),
        *("member.role_changed", "member.role_changed", "workspace.deleted", "workspace.deleted"),
    ]
