"""Before every view: read the prologue, then ask the policy table whether this endpoint is open to the one who asks."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import unquote_to_bytes, urlencode

from flask import Flask, Response, abort, g, make_response, request
from werkzeug.datastructures import WWWAuthenticate

from app.accounts.sessions import see
from app.database import CURRENT_USER, CURRENT_WORKSPACE, utcnow
from app.errors import Forbidden, NotFound
from app.extensions import end_reading, end_unkept, login_manager
from app.translation.catalogues import SOURCE
from app.translation.speaking import speak, spoken_for
from app.web.cookies import session_cookie
from app.web.cross_site import SAFE
from app.web.errors import AWAY, let_go
from app.web.responses import came_from, redirect_to
from app.workspaces.policy import ENDPOINTS, require
from app.workspaces.principals import ANYONE, LOOKS_AFTER, SIGNED_IN
from app.workspaces.prologue import read_prologue
from app.workspaces.viewer import Account

NOBODY_ASKED = ("static", "ops.show_health", "ops.show_ready", "offline.show_offline")
"""Answered without the database, or while it is away."""
TAKES_FILES = "attachments.create"
"""Reads nothing but files, and only once it knows who sends them and how much they may send."""
ENDS_ITSELF = "api.logout"
READS_ONLY = "This token may read, and not change anything. Make one that may do both in your settings, under Security."
NO_FACTOR = "This workspace asks for a second factor. Set one up in the browser, then sign in with its code."


def init_guards(app: Flask) -> None:
    login_manager.init_app(app)
    login_manager.session_protection = None
    login_manager.request_loader(lambda _request: g.get("account"))
    app.before_request(speak_as_asked)
    app.before_request(refuse_bad_input)
    app.before_request(guard)
    app.teardown_request(leave)


def speak_as_asked() -> None:
    """Speak the language the browser asks for, until it is known who asks."""
    speak(spoken_for(request.accept_languages.values()))


def refuse_bad_input() -> None:
    """Answer 400 to bytes that no honest client sends: NULs and broken UTF-8 in the path, query or form."""
    coded = [request.query_string]
    texts = [request.path]
    if request.mimetype == "application/x-www-form-urlencoded":
        coded.append(request.get_data())
    elif request.mimetype == "multipart/form-data" and request.endpoint != TAKES_FILES:
        texts += [*request.form.keys(), *request.form.values()]
    if not all(map(is_text, coded)) or any("\x00" in text or "\ufffd" in text for text in texts):
        abort(400, "This contains characters that cannot be stored.")


def is_text(coded: bytes) -> bool:
    """Say whether a query or form holds text; werkzeug would keep other bytes as they are written, `%FF`."""
    raw = unquote_to_bytes(coded)
    try:
        return b"\0" not in raw and bool(raw.decode() or True)
    except UnicodeDecodeError:
        return False


def guard() -> Response | None:
    """Set `g.account`, `g.viewer` and whether the request `only_reads`, or answer those who may not pass."""
    g.account = g.viewer = None
    g.only_reads = request.method in SAFE
    endpoint = request.endpoint
    if endpoint is None or endpoint in NOBODY_ASKED:
        return None
    action = ENDPOINTS.get(endpoint)
    is_api = request.path.startswith("/api/")
    if action is None or (is_api and not endpoint.startswith(("api.", "ops."))):
        raise NotFound
    slug = (request.view_args or {}).pop("workspace", None)
    if is_api:
        slug = request.args.get("workspace") or None
    identify(slug, is_api)
    if action == LOOKS_AFTER:
        require_looking_after(g.account)
    if action in (ANYONE, LOOKS_AFTER):
        return None
    if g.account is None:
        return send_to_sign_in(is_api)
    require_writing(g.account, endpoint)
    if action == SIGNED_IN:
        return None
    if g.viewer is None:
        raise NotFound
    if g.viewer.is_kept_out(utcnow()):
        return send_to_second_factor(is_api)
    require(g.viewer, action)
    return None


def require_writing(account: Account, endpoint: str) -> None:
    """Refuse a token that only reads whatever changes something; it may end itself."""
    if account.rights == "read" and request.method not in SAFE and endpoint != ENDS_ITSELF:
        raise Forbidden(READS_ONLY)


def require_looking_after(account: Account | None) -> None:
    """Answer as for an address that leads nowhere, unless this person looks after the instance."""
    if account is None or not account.is_admin:
        g.account = None  # who asks is not looked up for such an address either
        speak(spoken_for(request.accept_languages.values()))
        abort(404)


def identify(slug: str | None, is_api: bool) -> None:
    """Read the session cookie, or the bearer token where the API is asked, in one trip."""
    kinds: tuple[str, ...] = ("browser",)
    token = session_cookie(request)
    if is_api and (header := request.headers.get("Authorization", "")).lower().startswith("bearer "):
        token, kinds = header[7:].strip(), ("token",)
    elif is_api:
        kinds = ("browser", "token")
    if not token:
        return
    g.account, g.viewer = read_prologue(token, slug=slug, at_home=is_api and slug is None, kinds=kinds)
    if g.viewer is not None:
        g.workspace_token = CURRENT_WORKSPACE.set(g.viewer.workspace_id)
    if g.account is not None:
        g.user_token = CURRENT_USER.set(g.account.user_id)
        see(g.account)
        speak(g.account.language)


def send_to_sign_in(is_api: bool) -> Response:
    if is_api:
        abort(401, www_authenticate=WWWAuthenticate("bearer"))
    return lead_to("/sign-in")


def send_to_second_factor(is_api: bool) -> Response:
    """Lead who is in but lacks what the workspace asks for to where they get it; programs are told."""
    if is_api:
        raise Forbidden(NO_FACTOR)
    return lead_to("/second-factor")


def lead_to(door: str) -> Response:
    """Send the browser to a door that leads back here; a script, which would read that page, is only refused."""
    target = request.full_path.rstrip("?") if request.method == "GET" else came_from()
    url = door + (f"?{urlencode({'next': target})}" if target and target != "/" else "")
    if request.headers.get("HX-Request") == "true" or request.accept_mimetypes.best == "text/event-stream":
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url
        return response
    if request.headers.get("Accept") == "text/event-stream":
        return make_response("", 401)  # no page can stand for a stream
    return redirect_to(url)


def leave(error: BaseException | None) -> None:
    """Forget the workspace, the person and the language of this request; its thread will serve others."""
    speak(SOURCE)
    if error is None:
        with suppress(*AWAY):
            end_reading() if request.method in SAFE else end_unkept()
    if token := g.pop("workspace_token", None):
        CURRENT_WORKSPACE.reset(token)
    if token := g.pop("user_token", None):
        CURRENT_USER.reset(token)
    let_go()
