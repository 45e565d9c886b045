"""The second step of signing in: the code of an authenticator app, or a recovery code."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.guessing import TooManyFailures
from app.accounts.notices import notice
from app.accounts.passkeys.registering import list_passkeys
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.accounts.second_factors import check_code
from app.accounts.steps import read_step
from app.database import utcnow
from app.errors import Invalid
from app.extensions import limiter
from app.web.cookies import set_step_cookie, step_cookie
from app.web.limits import auth_limit
from app.web.responses import redirect_to, safe_next


@bp.get("/sign-in/code")
def show_code() -> Response | str:
    return code_page() if read_step(step_cookie(request)) else begin_again()


@bp.post("/sign-in/code")
@limiter.shared_limit(auth_limit, scope="auth", deduct_when=lambda response: response.status_code >= 400)
def use_code() -> Response:
    step = read_step(step_cookie(request))
    if step is None:
        return begin_again()
    user, url = step
    try:
        kind = check_code(user, request.form.get("code", "")[:100], address=request.remote_addr, at=utcnow())
    except Invalid as fault:
        return make_response(code_page(fault.errors["code"]), 422)
    except TooManyFailures:
        return make_response(
            code_page(["That were too many wrong codes. Wait 15 minutes."]), 429, {"Retry-After": "900"}
        )
    if kind == "recovery":
        notice(user, "recovery_used", at=utcnow())
    response = let_in(user, safe_next(url, "/"), is_told=kind == "recovery", has_factor=True)
    set_step_cookie(response, "")
    return response


def code_page(errors: list[str] | None = None) -> str:
    step = read_step(step_cookie(request))
    return render_template(
        "accounts/code.html",
        errors=errors or [],
        next=step[1] if step else "",
        has_passkey=step is not None and bool(list_passkeys(step[0])),
    )


def begin_again() -> Response:
    return redirect_to("/sign-in", toast="That took too long. Sign in again.")
