"""Addresses as people write them, and the one key by which they are the same."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from app.errors import Invalid
from app.translation.speaking import _

LONGEST = 254


def read_email(typed: str, field: str = "email") -> str:
    """Return the address, tidied, or raise Invalid; no name server is asked."""
    if len(typed.strip()) > LONGEST:  # said first: what is much longer takes minutes to read
        raise Invalid({field: [_("This is not a mail address. Use at most {most} characters.", most=LONGEST)]})
    try:
        return validate_email(typed.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        missing = "Write your mail address."
        wrong = "This is not a mail address. One looks like this: mei@example.com."
        raise Invalid({field: [wrong if typed.strip() else missing]}) from None


def email_key(email: str) -> str:
    """Return what two spellings of one address share."""
    return email.strip().casefold()
