"""The doctor tries the issuers of the settings and says what is missing."""

from __future__ import annotations

from flask import Flask

from app.accounts.issuers import discovery
from app.ops.doctor.issuers import examine_issuers
from tests.accounts.issuer import Issuer


def test_it_says_where_people_come_back_to_or_what_is_wrong(app: Flask, issuer: Issuer) -> None:
    settings = app.config["SETTINGS"].model_copy(update={"outbound_networks": "127.0.0.0/8"})
    assert [one.words for one in examine_issuers(settings)] == [
        "with Acme Login can work. Its address to come back to is http://localhost/sign-in/with/oidc/callback"
    ]
    issuer.description["issuer"] = "https://somebody.example.com"
    discovery.kept.clear()
    [fault] = examine_issuers(settings)
    assert "It calls itself" in fault.words
    [half] = examine_issuers(settings.model_copy(update={"oidc_issuer": ""}))
    assert "Set all three" in half.words
