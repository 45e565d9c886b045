"""The issuers whose accounts sign in here: set up whole, reachable, and told where people come back to."""

from __future__ import annotations

from collections.abc import Iterator

from app.accounts.issuers.discovery import Unusable, read_keys
from app.accounts.issuers.providers import list_providers
from app.ops.doctor.findings import Finding, fault, ok, warning
from app.settings import Settings

ABOUT = "Sign-in"


def examine_issuers(settings: Settings) -> Iterator[Finding]:
    """Yield what each issuer of the settings says; nothing where there is none."""
    given = [settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret]
    if any(given) and not all(given):
        yield warning(ABOUT, "by an issuer needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Set all three.")
    if bool(settings.google_client_id) != bool(settings.google_client_secret):
        yield warning(ABOUT, "with Google needs GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET. Set both.")
    for provider in list_providers(settings):
        try:
            read_keys(provider.issuer, settings.outbound_networks)
        except Unusable as reason:
            yield fault(ABOUT, f"with {provider.name} cannot work: {provider.issuer}: {reason}")
            continue
        back = f"{settings.public_url}/sign-in/with/{provider.key}/callback"
        yield ok(ABOUT, f"with {provider.name} can work. Its address to come back to is {back}")
