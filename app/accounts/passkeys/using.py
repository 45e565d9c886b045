"""Knowing somebody by a passkey: their device has checked that it is them, so it stands for two factors."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import User
from app.accounts.passkeys.challenges import NOT_OURS, make_challenge, read_challenge, spend_challenge
from app.accounts.passkeys.registering import LONGEST
from app.accounts.ways import Passkey
from app.errors import Invalid
from app.extensions import db
from app.web.addresses import public_address, public_host


def request_options(*, at: datetime) -> str:
    """Return as JSON what a browser needs to offer the passkeys it has for us, whosever they are."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    return options_to_json(
        generate_authentication_options(
            rp_id=public_host(),
            challenge=make_challenge("use", at=at),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def use_passkey(credential: str, *, at: datetime, by: User | None = None) -> User:
    """Return whose passkey has signed, and that this person's if `by` is given; Invalid with one sentence otherwise."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = read_challenge(credential[:LONGEST], "use", at=at)
    passkey, handle = find_passkey(credential)
    if passkey is None or handle != passkey.user_id or passkey.user.disabled_at or (by and by.id != passkey.user_id):
        raise Invalid({"passkey": [NOT_OURS]})
    try:
        used = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=public_host(),
            expected_origin=public_address(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise Invalid({"passkey": [NOT_OURS]}) from None
    spend_challenge(challenge, passkey.user, at=at)
    passkey.uses, passkey.used_at = used.new_sign_count, at
    return passkey.user


def find_passkey(credential: str) -> tuple[Passkey | None, uuid.UUID | None]:
    """Return the key that says it has signed, locked, and whom it says it is for."""
    from webauthn.helpers import base64url_to_bytes

    try:
        said: dict[str, Any] = json.loads(credential)
        id = base64url_to_bytes(said["rawId"])
        handle = uuid.UUID(bytes=base64url_to_bytes(said["response"]["userHandle"]))
    except (ValueError, TypeError, KeyError):
        return None, None
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == id).with_for_update(of=Passkey)), handle
