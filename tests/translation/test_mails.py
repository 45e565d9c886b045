"""A mail is written in the language of who gets it, whoever caused it and whatever process sends it."""

from __future__ import annotations

from sqlalchemy import select, update

from app.accounts.asking_for_links import answer_requests
from app.accounts.models import User
from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.composing import compose
from app.notifications.mails import Mail
from app.notifications.models import Delivery
from tests.cast import Person
from tests.translation.pseudo import brackets


def test_the_receiver_is_written_to_in_their_language(app: object, alice: Person, bob: Person) -> None:
    db.session.execute(update(User).where(User.id == bob.user_id).values(language="xx"))
    db.session.commit()
    alice.post("/forgot-password", {"email": bob.email})
    alice.post("/forgot-password", {"email": alice.email})
    answer_requests(utcnow())
    with brackets():
        assert "⟦Set a new password⟧" in mail_to(bob).written_as("txt")
        assert "⟦" not in mail_to(alice).written_as("html")


def mail_to(person: Person) -> Mail:
    workspace_id = db.session.scalars(select(User.home_workspace_id).where(User.id == person.user_id)).one()
    assert workspace_id is not None
    with in_workspace(workspace_id):
        delivery = db.session.scalars(select(Delivery).where(Delivery.address == person.email)).one()
        mail = compose(delivery, utcnow())
    assert isinstance(mail, Mail)
    return mail
