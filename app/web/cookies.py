"""The cookies: `__Host-` and Secure where the site is https, plain names on a laptop or LAN.

So over https no other host of the same domain can plant one: not its words, not a sign-in it has begun for itself.
"""

from __future__ import annotations

from datetime import datetime

from flask import Request, Response, current_app, request

FLASH = "primo_flash"
KNOWN = "primo_known"
STEP = "primo_step"
VISIT = "primo_visit"
STEP_LASTS = 600  # seconds
A_YEAR = 365 * 24 * 3600


def cookie_name() -> str:
    return "__Host-primo" if is_secure() else "primo_session"


def is_secure() -> bool:
    return bool(current_app.config["PUBLIC_URL"].startswith("https://") or request.is_secure)


def session_cookie(request: Request) -> str | None:
    return request.cookies.get(cookie_name())


def set_session_cookie(response: Response, token: str, expires: datetime) -> None:
    response.set_cookie(
        cookie_name(), token, expires=expires, path="/", secure=is_secure(), httponly=True, samesite="Lax"
    )


def clear_session_cookie(response: Response) -> None:
    response.delete_cookie(cookie_name(), path="/", secure=is_secure(), httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'


def known_cookie(request: Request) -> str:
    return read(request, KNOWN)


def set_known_cookie(response: Response, word: str) -> None:
    """Let this browser be known again after signing out; it lets nobody in."""
    write(response, KNOWN, word, A_YEAR)


def step_cookie(request: Request) -> str:
    return read(request, STEP)


def set_step_cookie(response: Response, token: str) -> None:
    """Keep that the first proof was given until the second one is; an empty token ends it."""
    write(response, STEP, token, STEP_LASTS)


def visit_cookie(request: Request) -> str:
    return read(request, VISIT)


def set_visit_cookie(response: Response, word: str) -> None:
    """Know the browser again that is sent to an issuer; an empty word ends it."""
    write(response, VISIT, word, STEP_LASTS)


def flash_cookie(request: Request) -> str:
    return read(request, FLASH)


def set_flash_cookie(response: Response, words: str) -> None:
    """Keep for a minute what the next page says, or end it with no words."""
    write(response, FLASH, words, 60)


def read(request: Request, name: str) -> str:
    return request.cookies.get(full(name), "")


def write(response: Response, name: str, value: str, lasts: int) -> None:
    """Set a cookie for so many seconds, or end it with an empty value."""
    lasts = lasts if value else 0
    response.set_cookie(full(name), value, max_age=lasts, path="/", secure=is_secure(), httponly=True, samesite="Lax")


def full(name: str) -> str:
    return f"__Host-{name}" if is_secure() else name
