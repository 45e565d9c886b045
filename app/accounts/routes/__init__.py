"""The pages of an account: its doors, its settings, and the way back in."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from app.accounts import commands  # noqa: E402, F401 - it adds commands to bp
from app.accounts.routes import (  # noqa: E402, F401 - they add routes to bp
    codes,
    confirmation,
    doors,
    identities,
    link_requests,
    links,
    newcomers,
    passkeys,
    password,
    profile,
    programs,
    required_factor,
    reset,
    second_factor,
    sessions,
)
