"""The token request, and what the ID token must hold: it is signed by the issuer, for us, for this visit."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from app.accounts.issuers.discovery import Unusable, discover, read_keys, read_object
from app.accounts.issuers.providers import Provider

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Only pairs of keys: with a shared secret our own client, or a public key taken as one, could sign."""
LEEWAY = 60  # seconds that clocks may differ
LONGEST = 255


class Stranger(NamedTuple):
    """Who somebody is at the issuer; the address is theirs only if it `is_theirs`."""

    subject: str
    email: str
    is_theirs: bool
    name: str


def redeem(
    provider: Provider, code: str, *, verifier: str, nonce: str, back: str, at: datetime, networks: str = ""
) -> Stranger:
    """Return who came back with this code; Unusable if anything about it is not as it must be."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    description = discover(provider.issuer, networks)
    headers = {}
    if takes_basic(description):
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        headers["Authorization"] = "Basic " + b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    said = read_object(description["token_endpoint"], networks, form=form, headers=headers)
    claims = verify(provider, said, nonce=nonce, at=at, networks=networks)
    subject, email = claims["sub"], claims.get("email")
    if not isinstance(subject, str) or not subject or len(subject) > LONGEST or "\0" in subject:
        raise Unusable("It does not say who this is.")
    return Stranger(
        subject,
        email if isinstance(email, str) else "",
        claims.get("email_verified") is True,
        str(claims.get("name") or "")[:LONGEST],
    )


def takes_basic(description: dict[str, Any]) -> bool:
    """Say whether our secret goes into a header, which is what an issuer takes that says nothing else."""
    methods = description.get("token_endpoint_auth_methods_supported")
    return not isinstance(methods, list) or "client_secret_basic" in methods


def verify(provider: Provider, said: dict[str, Any], *, nonce: str, at: datetime, networks: str = "") -> dict[str, Any]:
    """Return what the ID token claims, once its signature and every claim that ties it to this visit hold."""
    from authlib.oidc.core import CodeIDToken
    from joserfc.errors import JoseError

    token = said.get("id_token")
    if not isinstance(token, str):
        raise Unusable("It gives no ID token.")
    try:
        signed = read_signed(token, provider.issuer, networks)
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            options={
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            params={"client_id": provider.client_id, "nonce": nonce, "access_token": said.get("access_token")},
        )
        claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Unusable(f"Its ID token does not hold: {type(fault).__name__} {fault}"[:200]) from None
    return dict(claims)


def read_signed(token: str, issuer: str, networks: str) -> Any:
    """Return the token once one of the issuer's keys has signed it; keys are asked for again if it names a new one."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    key_set: Callable[[Any], KeySet] = KeySet.import_key_set
    try:
        return jwt.decode(token, key_set(read_keys(issuer, networks)), algorithms=ALGORITHMS)
    except (JoseError, ValueError):
        return jwt.decode(token, key_set(read_keys(issuer, networks, anew=True)), algorithms=ALGORITHMS)
