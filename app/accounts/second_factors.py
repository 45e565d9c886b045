"""A code from an authenticator app (TOTP, RFC 6238) after the first proof, and recovery codes for a lost phone."""

from __future__ import annotations

import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, or_, select, update

from app.accounts.guessing import guess
from app.accounts.models import RecoveryCode, SecondFactor, User
from app.accounts.tokens import hash_token
from app.audit.writing import audit
from app.database import new_id
from app.errors import Invalid
from app.extensions import db

STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be wrong
CODES = 10
NOT_RIGHT = "This code is not right. Take the one your app shows now, or a recovery code you have not used."


def find_factor(user: User) -> SecondFactor | None:
    """Return the factor that is asked for at sign-in, if the person turned one on."""
    factor = db.session.get(SecondFactor, user.id)
    return factor if factor and factor.confirmed_at else None


def begin_factor(user: User, *, at: datetime) -> SecondFactor:
    """Return a new secret that counts once a code proves that the app has it."""
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id, SecondFactor.confirmed_at.is_(None)))
    factor = SecondFactor(user_id=user.id, secret=pyotp.random_base32(), created_at=at)
    db.session.add(factor)
    return factor


def waiting_factor(user: User) -> SecondFactor | None:
    factor = db.session.get(SecondFactor, user.id)
    return factor if factor and not factor.confirmed_at else None


def confirm_factor(factor: SecondFactor, typed: str, *, at: datetime) -> list[str]:
    """Turn the factor on if the code is right, and return the recovery codes: they are shown this once."""
    step = matching_step(factor.secret, typed, at)
    if step is None:
        raise Invalid({"code": ["This code is not right. Take the one your app shows now."]})
    factor.confirmed_at, factor.last_step = at, step
    audit("factor.on")
    return new_recovery_codes(factor.user_id)


def remove_factor(user: User) -> None:
    if find_factor(user):
        audit("factor.off", by=user)
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def new_recovery_codes(user_id: object) -> list[str]:
    """Return ten codes of 50 bits, each good for one sign-in; former ones end."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = ["-".join(secrets.token_hex(7)[start : start + 7] for start in (0, 7)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(id=new_id(), user_id=user_id, code_hash=hash_token(code)) for code in codes)
    return codes


def count_recovery_codes(user: User) -> int:
    query = select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def check_code(user: User, typed: str, *, address: str | None, at: datetime) -> str:
    """Spend a code and return which kind it was, or raise; wrong ones are counted apart from passwords.

    Each code works once, also when it is sent many times at once.
    """

    def check() -> str:
        return "app" if spend_app_code(user, typed, at) else "recovery" if spend_recovery_code(user, typed, at) else ""

    wrong = Invalid({"code": [NOT_RIGHT]})
    kind = guess(f"code:{user.id}", check, wrong=wrong, kind="sign_in.code_failed", to=user, address=address, at=at)
    if kind == "recovery":
        audit("factor.recovery_used", by=user)
    return kind


def spend_app_code(user: User, typed: str, at: datetime) -> bool:
    factor = find_factor(user)
    step = matching_step(factor.secret, typed, at) if factor else None
    if step is None:
        return False
    spent = (
        update(SecondFactor)
        .where(SecondFactor.user_id == user.id, or_(SecondFactor.last_step.is_(None), SecondFactor.last_step < step))
        .values(last_step=step)
        .returning(SecondFactor.user_id)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(spent).scalar() is not None


def spend_recovery_code(user: User, typed: str, at: datetime) -> bool:
    plain = "".join(c for c in typed.lower() if c in "0123456789abcdef")
    spent = (
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == hash_token(f"{plain[:7]}-{plain[7:]}"),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(spent).scalar() is not None


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """Return the time step whose code this is, now or one step away; every step is compared in the same time."""
    code = "".join(c for c in typed if c.isascii() and c.isdigit())
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    hits = [
        step for step in range(now - DRIFT, now + DRIFT + 1) if secrets.compare_digest(totp.generate_otp(step), code)
    ]
    return max(hits, default=None)


def setup_address(user: User, factor: SecondFactor) -> str:
    """Return the `otpauth://` address that authenticator apps read from a QR code."""
    return pyotp.TOTP(factor.secret).provisioning_uri(name=user.email, issuer_name="Primo")
