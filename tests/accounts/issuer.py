"""An issuer of the tests' own: a real server on this machine that keeps every rule, and breaks one when told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from authlib.common.encoding import urlsafe_b64encode
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT = "primo-client"
KEY = RSAKey.generate_key(2048, {"kid": "first"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "first"})


class Issuer:
    """What it says, in parts that a test can bend; `people` wait with their claims for the code they get."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.description: dict[str, Any] = {
            "issuer": address,
            "authorization_endpoint": f"{address}/authorize",
            "token_endpoint": f"{address}/token",
            "jwks_uri": f"{address}/keys",
        }
        self.key, self.header = KEY, {"alg": "RS256", "kid": "first"}
        self.claims: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any]], str] = self.sign_well
        self.checks_verifier = True
        self.codes: dict[str, dict[str, str]] = {}
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[str] = []

    def sign_in(self, url: str, code: str = "good code") -> str:
        """Let somebody sign in at the address they were sent to, and return where the issuer sends them back."""
        asked = dict(parse_qsl(urlsplit(url).query))
        assert asked["code_challenge_method"] == "S256"
        self.codes[code] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    def token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form["code"][0], None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        challenge = urlsafe_b64encode(sha256(form["code_verifier"][0].encode()).digest()).decode()
        if self.checks_verifier and challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "248289761001",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "email": "dora@example.com",
            "email_verified": True,
            "name": "Dora Dean",
        }
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return 200, {"access_token": "secret", "token_type": "Bearer", "id_token": self.sign(claims)}

    def sign_well(self, claims: dict[str, Any]) -> str:
        return jwt.encode(self.header, claims, self.key)

    def sign_with_none(self, claims: dict[str, Any]) -> str:
        parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
        return ".".join([*(urlsafe_b64encode(part).decode() for part in parts), ""])

    def sign_with_the_public_key(self, claims: dict[str, Any]) -> str:
        secret = OctKey.import_key(KEY.as_pem(private=False))
        return jwt.encode({"alg": "HS256", "kid": "first"}, claims, secret, algorithms=["HS256"])

    def sign_with_the_secret(self, claims: dict[str, Any]) -> str:
        secret = OctKey.import_key("client secret of ours, long enough")
        return jwt.encode({"alg": "HS256"}, claims, secret, algorithms=["HS256"])

    def keys(self) -> dict[str, Any]:
        return {"keys": [KEY.as_dict(private=False)]}


@contextmanager
def serving() -> Iterator[Issuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            said = {"/.well-known/openid-configuration": issuer.description, "/keys": issuer.keys()}.get(path)
            self.answer(path, 200 if said else 404, said or {})

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer("/token", *issuer.token(form))

        def answer(self, path: str, status: int, said: dict[str, Any]) -> None:
            issuer.asked.append(path)
            if path in issuer.answers:
                issuer.answers[path](self)
                return
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
