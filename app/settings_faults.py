"""What is wrong with a configuration, in words: one line per fault, named by its environment variable."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

WEAK_SECRETS = ("secret", "change", "password", "default", "dev", "test", "12345", "primo")
OFF = ("", "0", "false", "off", "no", "n", "f")
LONG = 48
"""From this length on, a random key may contain a common word by chance."""

HINTS = {
    "DATABASE_URL": "set it to a PostgreSQL database, postgresql://name:password@host:5432/primo",
    "SECRET_KEY": "set it to the output of: python -c 'import secrets; print(secrets.token_urlsafe(48))'",
}


def faults_of(error: ValidationError) -> list[str]:
    """Return what the types found."""
    lines: list[str] = []
    for fault in error.errors():
        name = ".".join(str(part) for part in fault["loc"]).upper()
        if fault["type"] == "missing":
            lines.append(f"{name} is missing: {HINTS[name]}")
        else:
            lines.append(f"{name} {fault['msg'].removeprefix('Value error, ').removeprefix('Input ')}")
    return lines


def production_faults(values: Mapping[str, str]) -> list[str]:
    """Return what must never face the internet; `values` are raw, named as the settings are."""
    faults = []
    secret = values.get("secret_key")
    if secret is not None and (len(secret) < 32 or len(set(secret)) < 10):
        faults.append(f"SECRET_KEY is too short or too simple: {HINTS['SECRET_KEY']}")
    elif secret is not None and len(secret) < LONG and any(word in secret.lower() for word in WEAK_SECRETS):
        faults.append(f"SECRET_KEY contains a common word: {HINTS['SECRET_KEY']}")
    if values.get("debug", "").lower() not in OFF:
        faults.append("DEBUG (or FLASK_DEBUG) must be off in production: remove it")
    if not values.get("redis_url"):
        faults.append("REDIS_URL is missing: mails and reminders go through it, set redis://host:6379/0")
    if values.get("confirm_email", "").lower() not in OFF and not (values.get("smtp_url") and values.get("public_url")):
        faults.append("CONFIRM_EMAIL needs SMTP_URL and PUBLIC_URL: accounts begin with a link in a mail")
    return faults
