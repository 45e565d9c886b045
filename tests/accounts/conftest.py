"""An issuer for whoever signs in elsewhere, and this Primo set up to know it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.accounts.issuers import discovery
from tests.accounts.issuer import CLIENT, Issuer, serving


@pytest.fixture
def issuer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    with serving() as one:
        changes = {
            "oidc_issuer": one.address,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": "client secret of ours, long enough",
            "oidc_name": "Acme Login",
        }
        monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"].model_copy(update=changes))
        monkeypatch.setitem(app.config, "OUTBOUND_NETWORKS", "127.0.0.0/8")
        monkeypatch.setattr(discovery, "ASKED_AGAIN_AFTER", 0.0)
        yield one
