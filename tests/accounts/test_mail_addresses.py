"""Whoever asks for a mail in somebody's name cannot choose where its links lead."""

from __future__ import annotations

from flask import Flask

from app.accounts.asking_for_links import answer_requests
from app.accounts.models import User
from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.composing import compose
from app.notifications.mails import Mail
from app.notifications.models import Delivery
from tests.cast import Person
from tests.security.bare import bare

EVIL = {
    "X-Forwarded-Host": "evil.example.org",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil",
    "X-Host": "evil.example.org",
    "X-Original-URL": "http://evil.example.org/",
    "Forwarded": "host=evil.example.org",
    "Referer": "http://evil.example.org/",
}


def test_no_header_bends_a_link_in_a_mail(app: Flask, alice: Person) -> None:
    for path in ("/forgot-password", "/sign-in/link"):
        form = {"email": alice.email}
        assert bare(app).post(path, data=form, headers=EVIL).status_code == 200
        assert bare(app).post(path, data=form, headers={"Host": "evil.example.org"}).status_code == 400
    answer_requests(utcnow())
    home = db.session.get_one(User, alice.user_id).home_workspace_id
    assert home is not None
    with in_workspace(home):
        deliveries = db.session.scalars(db.select(Delivery)).all()
        assert len(deliveries) == 2
        for delivery in deliveries:
            mail = compose(delivery, utcnow())
            assert isinstance(mail, Mail)
            assert mail.link.startswith("http://localhost/")
            assert "evil" not in repr(mail)
