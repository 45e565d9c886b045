"""Another address: by a link in a mail to it, and nothing at the page tells whether somebody has it already."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from app.accounts.links import account_token
from app.accounts.models import AccountLink, User
from app.database import utcnow
from app.extensions import db
from app.notifications.delivering import deliver
from app.notifications.models import Delivery, LocalMail
from tests.above import above_the_walls
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

URL = "/acme/settings/email"
PROFILE = "/acme/settings/profile"
FREE, TAKEN = "new@example.com", "bob@example.com"
STAYS = "If it was not you, do nothing: nobody was let in."


def ask(person: Person, email: str) -> str:
    """Ask for the address, and return the path of the link that a mail would hold."""
    assert person.post(URL, {"email": email, "current": PASSWORD}).status_code == 303
    newest = db.session.scalars(db.select(AccountLink).order_by(AccountLink.id.desc())).first()
    assert newest is not None
    return f"/confirm/{account_token(newest)}"


def send() -> list[tuple[str, str]]:
    """Send what waits, and return who was told what."""
    with above_the_walls() as connection:
        waiting = [(str(one.workspace_id), str(one.id)) for one in connection.execute(db.select(Delivery.__table__))]
    for workspace_id, id in waiting:
        deliver(workspace_id, id)
    return [(one.receiver, one.subject) for one in db.session.query(LocalMail).order_by(LocalMail.created_at)]


def address_of(person: Person) -> str:
    db.session.expire_all()
    return db.session.get_one(User, person.user_id).email


def test_taken_and_free_addresses_are_answered_by_the_same_bytes_and_statements(
    alice: Person, bob: Person, statements: Callable[[], list[str]]
) -> None:
    pages, asked = [], []
    for email in (TAKEN, FREE, "BOB@example.com", "new2@example.com"):
        before = len(statements())
        answer = alice.post(URL, {"email": email})
        asked.append(statements()[before:])
        assert answer.location == PROFILE
        pages.append(alice.get(PROFILE).text.replace(email, "<address>"))
    assert "Check your mail at <address>." in pages[0]
    assert "A mail went to <address>." in pages[0]
    assert len(set(pages)) == 1
    assert asked[2] == asked[3]
    assert not any("email_key" in one and "users" in one.partition(" WHERE ")[0] for one in asked[3])
    assert address_of(alice) == alice.email


def test_only_the_mail_tells_which(alice: Person, bob: Person) -> None:
    taken, free = ask(alice, TAKEN), ask(alice, FREE)
    assert send() == [(TAKEN, "Someone wanted to use your address"), (FREE, "Confirm your address for Primo")]
    texts = {one.receiver: one.message.replace("=\n", "") for one in db.session.query(LocalMail)}
    assert free in texts[FREE]
    assert taken not in texts[TAKEN]
    assert STAYS in texts[TAKEN]
    assert alice.email not in texts[TAKEN]


def test_the_link_makes_it_the_address_and_tells_the_former_one(alice: Person, client: LintingClient) -> None:
    url = ask(alice, "New@Example.com")
    page = alice.get(url).text
    assert "no longer with alice@example.com" in page
    assert alice.post(url).location == "/"
    assert address_of(alice) == "New@example.com"
    assert db.session.get_one(User, alice.user_id).email_confirmed_at is not None
    assert client.post("/sign-in", data={"email": "new@example.com", "password": PASSWORD}).status_code == 303
    assert (alice.email, "The address of your account was changed") in send()
    assert "A mail went to" not in alice.get(PROFILE).text
    assert alice.post(url).status_code == 410


def test_an_address_that_was_taken_meanwhile_stays_with_who_has_it(alice: Person, bob: Person) -> None:
    url = ask(alice, FREE)
    bob.post(ask(bob, FREE))
    assert alice.post(url).status_code == 410
    assert (address_of(alice), address_of(bob)) == (alice.email, FREE)


def test_nobody_else_gives_it_away(alice: Person, bob: Person, client: LintingClient) -> None:
    url = ask(alice, FREE)
    page = client.get(url).text
    assert "“Alice Adams” wants to use new@example.com from now on." in page
    assert alice.email not in page
    assert client.post(url).status_code == bob.post(url).status_code == 403
    assert "The address stays yours" in client.post(f"{url}/disowning").text
    assert alice.post(url).status_code == 410
    assert alice.get(PROFILE).status_code == 200
    assert address_of(alice) == alice.email


def test_nobody_is_flooded_by_it(alice: Person) -> None:
    for _ in range(7):
        ask(alice, FREE)
    assert len(send()) == 5


def test_nor_by_several_accounts_at_one_address_and_nothing_tells(alice: Person, bob: Person) -> None:
    for email in (FREE, "NEW@example.com", "new+one@example.com", FREE):
        ask(alice, email)
    pages = []
    for email in (FREE, "another@example.com") * 2:
        ask(bob, email)
        pages.append(bob.get(PROFILE).text.replace(email, "<address>"))
    told = [receiver.casefold() for receiver, _ in send()]
    assert (told.count(FREE), told.count("new+one@example.com"), told.count("another@example.com")) == (4, 1, 2)
    assert "A mail went to <address>." in pages[3]
    assert pages[0].partition("<main")[2] == pages[1].partition("<main")[2]
    assert pages[2].partition("<main")[2] == pages[3].partition("<main")[2]
    ask(bob, bob.email)
    assert [receiver for receiver, _ in send()].count(bob.email) <= 1, "one's own address is counted apart"


def test_where_no_mail_leaves_it_is_set_at_once(app: Flask, alice: Person, bob: Person) -> None:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = before.model_copy(update={"primo_env": "production"})
    try:
        refused = alice.post(URL, {"email": "BOB@example.com", "current": PASSWORD})
        assert refused.status_code == 422
        assert "Another account has this address" in refused.text
        db.session.get_one(User, alice.user_id).email_confirmed_at = utcnow()
        db.session.commit()
        assert alice.post(URL, {"email": FREE, "current": PASSWORD}).status_code == 303
    finally:
        app.config["SETTINGS"] = before
    assert address_of(alice) == FREE
    assert db.session.get_one(User, alice.user_id).email_confirmed_at is None


def test_another_spelling_is_set_at_once(alice: Person) -> None:
    assert alice.post(URL, {"email": "Alice@example.com", "current": PASSWORD}).status_code == 303
    assert address_of(alice) == "Alice@example.com"
