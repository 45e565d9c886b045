"""The session cookie: `__Host-` and Secure where the site is https, a plain name on a laptop or LAN."""

from __future__ import annotations

from datetime import datetime

from flask import Request, Response, current_app, request

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


def known_cookie(request: Request) -> str:
    return request.cookies.get(KNOWN, "")


def set_known_cookie(response: Response, word: str) -> None:
    """Let this browser be known again after signing out; it lets nobody in."""
    response.set_cookie(KNOWN, word, max_age=A_YEAR, path="/", secure=is_secure(), httponly=True, samesite="Lax")


def step_cookie(request: Request) -> str:
    return request.cookies.get(STEP, "")


def set_step_cookie(response: Response, token: str) -> None:
    """Keep that the first proof was given until the second one is; an empty token ends it."""
    set_short_cookie(response, STEP, token)


def visit_cookie(request: Request) -> str:
    return request.cookies.get(VISIT, "")


def set_visit_cookie(response: Response, word: str) -> None:
    """Know the browser again that is sent to an issuer; an empty word ends it."""
    set_short_cookie(response, VISIT, word)


def set_short_cookie(response: Response, name: str, value: str) -> None:
    """Set a cookie of the sign-in pages for ten minutes, or end it with an empty value."""
    lasts = STEP_LASTS if value else 0
    response.set_cookie(name, value, max_age=lasts, path="/sign-in", secure=is_secure(), httponly=True, samesite="Lax")


def flash_name() -> str:
    return "__Host-primo_flash" if is_secure() else "primo_flash"


def flash_cookie(request: Request) -> str:
    return request.cookies.get(flash_name(), "")


def set_flash_cookie(response: Response, words: str) -> None:
    """Keep for a minute what the next page says, or end it with no words; over https nobody but this host does."""
    lasts = 60 if words else 0
    response.set_cookie(flash_name(), words, max_age=lasts, path="/", secure=is_secure(), httponly=True, samesite="Lax")


def clear_session_cookie(response: Response) -> None:
    response.delete_cookie(cookie_name(), path="/", secure=is_secure(), httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
