"""The issuers that the settings of this Primo name: Google by its client alone, and one of the host's choice."""

from __future__ import annotations

from typing import NamedTuple

from app.errors import NotFound
from app.settings import Settings

GOOGLE = "https://accounts.google.com"


class Provider(NamedTuple):
    """An issuer, and who we are to it."""

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str


def list_providers(settings: Settings) -> list[Provider]:
    """Return the issuers that are set up, in the order their buttons stand."""
    found = [
        Provider("google", "Google", GOOGLE, settings.google_client_id, settings.google_client_secret),
        Provider(
            "oidc",
            settings.oidc_name or "your organisation",
            settings.oidc_issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret,
        ),
    ]
    return [one for one in found if one.issuer and one.client_id]


def get_provider(key: str, settings: Settings) -> Provider:
    provider = next((one for one in list_providers(settings) if one.key == key), None)
    if provider is None:
        raise NotFound
    return provider
