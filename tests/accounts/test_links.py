"""Links by mail: one signs in without a password, one confirms an address; both work once."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.accounts.asking_for_links import answer_requests
from app.accounts.links import account_token, mail_link
from app.accounts.models import AccountLink, User
from app.accounts.tokens import read_link_token
from app.database import utcnow
from app.extensions import db
from app.notifications.models import Delivery
from tests.above import above_the_walls
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient

NEW = "seven green umbrellas dance"


def link_for(person: Person, purpose: str = "sign_in", *, age: timedelta = timedelta()) -> str:
    mail_link(db.session.get_one(User, person.user_id), purpose, at=utcnow() - age)
    db.session.commit()
    newest = db.session.scalars(db.select(AccountLink).order_by(AccountLink.id.desc())).first()
    assert newest is not None
    return ("/sign-in/link/" if purpose == "sign_in" else "/confirm/") + account_token(newest)


def confirm(*people: Person) -> None:
    """Let it be known that their addresses are theirs."""
    for person in people:
        db.session.get_one(User, person.user_id).email_confirmed_at = utcnow()
    db.session.commit()


def told() -> list[tuple[str, str]]:
    """Answer what was asked for, and return what account mails wait, and where they go."""
    answer_requests(utcnow())
    with above_the_walls() as connection:
        rows = connection.execute(db.select(Delivery.__table__).order_by(Delivery.created_at)).all()
    return [(row.facts["what"], row.address) for row in rows if row.kind == "account"]


def test_the_link_signs_in_once_and_looking_does_not_spend_it(alice: Person, client: LintingClient) -> None:
    confirm(alice)
    url = link_for(alice)
    assert alice.email in client.get(url).text
    assert client.get("/acme/projects").status_code == 303
    assert client.post(url).location == "/"
    assert client.get("/acme/projects").status_code == 200
    assert client.post(url).status_code == 410
    assert alice.get("/acme/projects").status_code == 200  # her other browser stays signed in


def test_one_used_link_ends_the_others(alice: Person, client: LintingClient) -> None:
    first, second = link_for(alice), link_for(alice)
    client.post(second)
    assert client.get(first).status_code == 410


def test_a_used_link_ends_nobody_elses_and_keeps_its_time(alice: Person, bob: Person, client: LintingClient) -> None:
    def used() -> dict[object, object]:
        return {row.id: row.used_at for row in db.session.query(AccountLink).populate_existing() if row.used_at}

    confirm(alice, bob)
    theirs = link_for(bob)
    client.post(link_for(alice))
    first = used()
    client.post(link_for(alice))
    second = used()
    alice.post("/acme/settings/password", {"current": PASSWORD, "password": NEW})
    assert first.items() < second.items() == used().items()
    assert client.get(theirs).status_code == 200


def token_of(app: Flask, person: Person) -> str:
    answer = app.test_client().post("/api/auth/login", json={"email": person.email, "password": PASSWORD})
    return str(answer.get_json()["token"])


def test_what_was_typed_in_a_browser_is_not_kept_for_the_next_account(
    app: Flask, alice: Person, bob: Person, client: LintingClient
) -> None:
    headers = []
    for person in (alice, alice, bob):
        answer = client.post("/sign-in", data={"email": person.email, "password": PASSWORD})
        headers.append(answer.headers.get("Clear-Site-Data"))
    assert headers == [None, None, '"storage"']


def test_a_link_is_for_one_purpose(alice: Person, client: LintingClient) -> None:
    token = link_for(alice).rpartition("/")[2]
    assert client.post(f"/confirm/{token}").status_code == 410
    assert client.post(f"/reset/{token}", data={"password": NEW}).status_code == 410
    assert read_link_token("sign_in", token)
    assert not read_link_token("confirm", token)


def test_an_old_link_has_ended(alice: Person, client: LintingClient) -> None:
    assert client.get(link_for(alice, age=timedelta(minutes=16))).status_code == 410
    assert client.get(link_for(alice, age=timedelta(minutes=14))).status_code == 200


def test_a_new_password_or_address_ends_open_links(alice: Person, client: LintingClient) -> None:
    url = link_for(alice)
    alice.post("/acme/settings/password", {"current": PASSWORD, "password": NEW})
    assert client.post(url).status_code == 410
    url = link_for(alice)
    alice.post("/acme/settings/email", {"current": NEW, "email": "else@example.com"})
    newest = db.session.scalars(db.select(AccountLink).order_by(AccountLink.id.desc())).first()
    assert newest is not None
    assert alice.post(f"/confirm/{account_token(newest)}").location == "/"
    assert client.post(url).status_code == 410


def test_nobody_is_flooded_with_links(alice: Person, client: LintingClient) -> None:
    for _ in range(7):
        client.post("/sign-in/link", data={"email": alice.email})
    assert len(told()) == 5


def test_a_disabled_account_is_not_let_in(alice: Person, client: LintingClient) -> None:
    url = link_for(alice)
    db.session.get_one(User, alice.user_id).disabled_at = utcnow()
    db.session.commit()
    assert client.post(url).status_code == 410


def test_signing_up_asks_to_confirm_the_address(client: LintingClient) -> None:
    client.post("/sign-up", data={"name": "Dora", "email": "dora@example.com", "password": NEW})
    assert told() == [("confirm", "dora@example.com")]
    profile = client.get("/doras-tasks/settings/profile")
    assert "Not confirmed yet" in profile.text
    link = db.session.scalars(db.select(AccountLink)).one()
    assert client.post(f"/confirm/{account_token(link)}").location == "/"
    assert "Not confirmed yet" not in client.get("/doras-tasks/settings/profile").text


def test_a_new_password_is_told(alice: Person) -> None:
    alice.post("/acme/settings/password", {"current": PASSWORD, "password": NEW})
    assert told() == [("password_changed", alice.email)]


def test_a_sign_in_by_a_new_browser_is_told_once(alice: Person, client: LintingClient) -> None:
    typed = {"email": alice.email, "password": PASSWORD}
    client.post("/sign-in", data=typed)
    assert told() == [("new_sign_in", alice.email)]
    client.post("/sign-out")
    client.post("/sign-in", data=typed)
    assert told() == [("new_sign_in", alice.email)]


def test_the_word_of_another_person_makes_no_browser_known(team: Team, client: LintingClient) -> None:
    client.post("/sign-in", data={"email": team.bob.email, "password": PASSWORD})
    client.post("/sign-in", data={"email": team.alice.email, "password": PASSWORD})
    assert told() == [("new_sign_in", team.bob.email), ("new_sign_in", team.alice.email)]
