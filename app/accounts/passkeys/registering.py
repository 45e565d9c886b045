"""Adding, naming and removing the passkeys of an account."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.issuers.identities import LAST_WAY, count_ways
from app.accounts.models import User
from app.accounts.passkeys.challenges import NOT_OURS, make_challenge, read_challenge, spend_challenge
from app.accounts.ways import Passkey
from app.audit.writing import audit
from app.errors import Invalid, NotFound
from app.extensions import db
from app.texts import read_name
from app.translation.speaking import _
from app.web.addresses import public_address, public_host

NAME_LIMIT = 60
MOST = 20
LONGEST = 8192  # characters of what a browser sends


def creation_options(user: User, *, at: datetime) -> str:
    """Return as JSON what a browser needs to make a passkey that can be found by itself and checks its owner."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    return options_to_json(
        generate_registration_options(
            rp_id=public_host(),
            rp_name="Primo",
            user_id=user.id.bytes,
            user_name=user.email,
            user_display_name=user.name,
            challenge=make_challenge(f"register {user.id}", at=at),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=one.credential_id) for one in list_passkeys(user)
            ],
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def add_passkey(user: User, made: str, typed: str, *, at: datetime) -> Passkey:
    """Keep the public half of a key that a device just made for this person; Invalid if anything does not fit."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    name = read_passkey_name(typed)
    if (db.session.scalar(select(func.count()).where(Passkey.user_id == user.id)) or 0) >= MOST:
        raise Invalid({"passkey": [_("You have {most} passkeys. Remove one first.", most=MOST)]})
    challenge = read_challenge(made[:LONGEST], f"register {user.id}", at=at)
    try:
        key = verify_registration_response(
            credential=made,
            expected_challenge=challenge,
            expected_rp_id=public_host(),
            expected_origin=public_address(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise Invalid({"passkey": [NOT_OURS]}) from None
    spend_challenge(challenge, user, at=at)
    passkey = Passkey(
        user_id=user.id,
        name=name,
        credential_id=key.credential_id,
        public_key=key.credential_public_key,
        uses=key.sign_count,
        created_at=at,
    )
    db.session.add(passkey)
    try:
        db.session.flush()
    except IntegrityError:
        raise Invalid({"passkey": ["This passkey is known here already."]}) from None
    audit("passkey.added", by=user, after={"name": name})
    return passkey


def list_passkeys(user: User) -> list[Passkey]:
    return list(db.session.scalars(select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)))


def get_passkey(user: User, passkey_id: uuid.UUID) -> Passkey:
    passkey = db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id))
    if passkey is None:
        raise NotFound
    return passkey


def name_passkey(passkey: Passkey, typed: str) -> None:
    name = read_passkey_name(typed)
    audit("passkey.renamed", by=passkey.user, before={"name": passkey.name}, after={"name": name})
    passkey.name = name


def remove_passkey(user: User, passkey_id: uuid.UUID) -> Passkey:
    """Let the key sign nobody in; Invalid if it is the person's only way in."""
    db.session.get_one(User, user.id, with_for_update=True)  # two at once must not leave none
    passkey = get_passkey(user, passkey_id)
    if count_ways(user) < 2:
        raise Invalid({"passkey": [LAST_WAY]})
    db.session.delete(passkey)
    db.session.flush()
    audit("passkey.removed", by=user, before={"name": passkey.name})
    return passkey


def read_passkey_name(typed: str) -> str:
    return read_name(typed, NAME_LIMIT, missing="Give it a name, such as the device it is on.")
