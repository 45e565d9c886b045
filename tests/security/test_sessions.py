"""Being signed in: a new secret each time, kept from scripts and other sites, gone when it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from flask import Flask, Request, Response
from sqlalchemy import select, update

from app.accounts.models import Session, User
from app.accounts.tokens import hash_token
from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Membership
from app.web.cookies import (
    known_cookie,
    set_known_cookie,
    set_step_cookie,
    set_visit_cookie,
    step_cookie,
    visit_cookie,
)
from tests.cast import PASSWORD, Person, Team
from tests.security.bare import bare


def cookie_of(header: str) -> Morsel[str]:
    return next(iter(SimpleCookie(header).values()))


def sign_in(app: Flask, person: Person, **headers: str) -> Morsel[str]:
    answer = bare(app).post("/sign-in", data={"email": person.email, "password": PASSWORD}, headers=headers)
    return cookie_of(answer.headers["Set-Cookie"])


def test_a_secret_that_was_planted_is_not_taken_over(app: Flask, alice: Person) -> None:
    client = bare(app)
    client.set_cookie("primo_session", "planted")
    answer = client.post(
        "/sign-in", data={"email": alice.email, "password": PASSWORD}, headers={"Origin": "http://localhost"}
    )
    assert cookie_of(answer.headers["Set-Cookie"]).value != "planted"
    assert bare_status(app, "planted") == 303
    assert not db.session.scalar(select(Session.id).where(Session.token_hash == hash_token("planted")))


def bare_status(app: Flask, token: str) -> int:
    client = bare(app)
    client.set_cookie("primo_session", token)
    return client.get("/acme/projects/WEB").status_code


def test_every_sign_in_has_a_secret_of_its_own_and_ends_the_one_before(app: Flask, alice: Person) -> None:
    first = alice.token
    answer = alice.post("/sign-in", {"email": alice.email, "password": PASSWORD})
    second = cookie_of(answer.headers["Set-Cookie"]).value
    assert second != first
    assert len(second) >= 43
    assert bare_status(app, first) == 303
    assert bare_status(app, second) == 200


def test_only_a_hash_of_the_secret_is_kept(app: Flask, alice: Person) -> None:
    secret = sign_in(app, alice).value
    rows = db.session.scalars(select(Session.token_hash)).all()
    assert hash_token(secret) in rows
    assert secret.encode() not in b"".join(rows)


def test_the_cookie_on_http_is_kept_from_scripts_and_other_sites(app: Flask, alice: Person) -> None:
    cookie = sign_in(app, alice)
    assert (cookie.key, cookie["path"], cookie["httponly"], cookie["samesite"]) == ("primo_session", "/", True, "Lax")
    assert not cookie["domain"]
    assert not cookie["secure"]


def test_the_cookie_on_https_belongs_to_this_host_alone(instance: Callable[..., Flask], alice: Person) -> None:
    app = instance(PUBLIC_URL="https://tasks.example.org")
    cookie = sign_in(app, alice, Host="tasks.example.org")
    assert (cookie.key, cookie["path"], cookie["httponly"], cookie["samesite"]) == ("__Host-primo", "/", True, "Lax")
    assert cookie["secure"]
    assert not cookie["domain"]


def test_a_cookie_of_http_opens_nothing_on_https(instance: Callable[..., Flask], alice: Person) -> None:
    client = bare(instance(PUBLIC_URL="https://tasks.example.org"))
    client.set_cookie("primo_session", alice.token, domain="tasks.example.org")
    assert client.get("/acme/projects/WEB", headers={"Host": "tasks.example.org"}).status_code == 303


def test_what_the_next_page_says_is_put_there_by_this_host_alone(instance: Callable[..., Flask], alice: Person) -> None:
    """Another host of the same domain could write words and an address to post to over a button of ours."""
    client, place = bare(instance(PUBLIC_URL="https://tasks.example.org")), "https://tasks.example.org"
    client.set_cookie("__Host-primo", alice.token, domain="tasks.example.org", secure=True)
    client.set_cookie("primo_flash", "text=Planted", domain="tasks.example.org")
    assert "Planted" not in client.get("/acme/projects/WEB", base_url=place).text
    saved = client.post("/acme/settings/workspace", data={"name": "Acme"}, base_url=place, headers={"Origin": place})
    cookie = cookie_of(saved.headers["Set-Cookie"])
    assert (cookie.key, cookie["path"], cookie["secure"]) == ("__Host-primo_flash", "/", True)
    assert 'class="toast' in client.get("/acme/projects/WEB", base_url=place).text
    assert not client.get_cookie("__Host-primo_flash", domain="tasks.example.org")


@pytest.mark.parametrize("write", [set_known_cookie, set_step_cookie, set_visit_cookie])
def test_half_a_sign_in_is_begun_by_this_host_alone(
    instance: Callable[..., Flask], write: Callable[[Response, str], None]
) -> None:
    """Another host of the same domain could let somebody finish the sign-in that it has begun for itself."""
    answer = Response()
    with instance(PUBLIC_URL="https://tasks.example.org").test_request_context():
        write(answer, "word")
        name = cookie_of(answer.headers["Set-Cookie"]).key
        assert name.startswith("__Host-primo_")
        planted = Request({"HTTP_COOKIE": f"{name.removeprefix('__Host-')}=planted"})
        assert (known_cookie(planted), step_cookie(planted), visit_cookie(planted)) == ("", "", "")


def test_signing_out_ends_the_session_everywhere(app: Flask, alice: Person) -> None:
    answer = alice.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    cookie = cookie_of(answer.headers["Set-Cookie"])
    assert (cookie.key, cookie.value, cookie["max-age"], cookie["path"]) == ("primo_session", "", "0", "/")
    assert bare_status(app, alice.token) == 303


def test_signing_out_twice_or_without_a_session_is_harmless(app: Flask, alice: Person) -> None:
    for _ in range(2):
        assert alice.post("/sign-out").status_code == 303
    assert bare(app).post("/sign-out").status_code == 303


def test_access_ends_with_the_session_the_account_or_the_membership(app: Flask, team: Team) -> None:
    bob = team.bob
    assert bob.get("/acme/projects/WEB").status_code == 200
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.user_id == bob.user_id).values(removed_at=utcnow()))
    db.session.commit()
    assert bob.get("/acme/projects/WEB").status_code == 404
    db.session.execute(update(User).where(User.id == team.alice.user_id).values(disabled_at=utcnow()))
    db.session.commit()
    assert team.alice.get("/acme/projects/WEB").status_code == 303
    db.session.execute(
        update(Session).where(Session.user_id == team.gina.user_id).values(expires_at=utcnow() - timedelta(seconds=1))
    )
    db.session.commit()
    assert team.gina.get("/acme/projects/WEB").status_code == 303


def test_a_role_that_was_lowered_counts_at_once(team: Team) -> None:
    assert team.bob.post("/acme/projects/WEB/tasks", {"title": "As a member"}).status_code == 303
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.user_id == team.bob.user_id).values(role="guest"))
    db.session.commit()
    assert team.bob.post("/acme/projects/WEB/tasks", {"title": "No longer"}).status_code == 403


def test_a_session_lives_on_while_it_is_used_but_not_for_ever(app: Flask, alice: Person) -> None:
    idle, longest = (timedelta(days=app.config[name]) for name in ("SESSION_IDLE_DAYS", "SESSION_DAYS"))
    now = utcnow()
    for age, ends in ((timedelta(hours=1), now + idle), (longest - timedelta(hours=1), now + timedelta(hours=1))):
        db.session.execute(update(Session).values(created_at=now - age, last_seen_at=now - timedelta(minutes=11)))
        db.session.commit()
        assert bare_status(app, alice.token) == 200
        kept = db.session.scalars(select(Session.expires_at).where(Session.user_id == alice.user_id)).one()
        assert abs(kept - ends) < timedelta(minutes=1), age


def test_a_token_of_the_api_opens_no_page(app: Flask, alice: Person) -> None:
    db.session.execute(update(Session).where(Session.user_id == alice.user_id).values(kind="token"))
    db.session.commit()
    assert bare_status(app, alice.token) == 303


def test_known_and_unknown_accounts_look_the_same(app: Flask, alice: Person) -> None:
    pages = []
    for email in (alice.email, "nobody@example.com"):
        answer = bare(app).post("/sign-in", data={"email": email, "password": "wrong"})
        assert answer.status_code == 422
        pages.append(answer.text.replace(email, "*"))
    assert pages[0] == pages[1]


def test_guessing_ends_after_ten_wrong_passwords(app: Flask, alice: Person) -> None:
    client = bare(app)
    codes = [
        client.post("/sign-in", data={"email": alice.email, "password": f"wrong {n}"}).status_code for n in range(12)
    ]
    assert codes == [422] * 10 + [429] * 2
    assert client.post("/sign-in", data={"email": alice.email, "password": PASSWORD}).status_code == 429
    assert alice.get("/acme/projects/WEB").status_code == 200
