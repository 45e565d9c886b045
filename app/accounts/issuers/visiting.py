"""The authorization request (state, nonce, PKCE): who was sent to an issuer comes back once, with the same browser."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import delete

from app.accounts.issuers.discovery import discover
from app.accounts.issuers.providers import Provider
from app.accounts.tokens import hash_token, new_token
from app.accounts.ways import Visit
from app.extensions import db

LASTS = timedelta(minutes=10)
SCOPES = "openid email profile"


def begin_visit(
    provider: Provider,
    *,
    back: str,
    url: str,
    at: datetime,
    networks: str = "",
    purpose: str = "sign_in",
    user_id: uuid.UUID | None = None,
    time_zone: str = "",
) -> tuple[str, str]:
    """Return where to send the browser, and the word that it keeps until it is back."""
    from authlib.oauth2.rfc7636 import create_s256_code_challenge  # only those who use it wait for it

    endpoint = discover(provider.issuer, networks)["authorization_endpoint"]
    state, browser, nonce, verifier = new_token(), new_token(), new_token(), new_token()
    db.session.add(
        Visit(
            state_hash=hash_token(state),
            browser_hash=hash_token(browser),
            purpose=purpose,
            provider=provider.key,
            nonce=nonce,
            verifier=verifier,
            url=url,
            time_zone=time_zone[:64],
            user_id=user_id,
            expires_at=at + LASTS,
        )
    )
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": SCOPES,
        "state": state,
        "nonce": nonce,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", browser


def end_visit(provider: Provider, state: str, browser: str, *, at: datetime) -> Visit | None:
    """Return the visit this person comes back from, which is over then; None for what is not theirs, old or spent."""
    query = (
        delete(Visit)
        .where(
            Visit.state_hash == hash_token(state),
            Visit.browser_hash == hash_token(browser),
            Visit.provider == provider.key,
            Visit.expires_at > at,
        )
        .returning(Visit)
    )
    visit = db.session.scalar(query)
    if visit is not None:
        db.session.expunge(visit)  # its row is gone; what it says is kept
    return visit
