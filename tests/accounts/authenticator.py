"""A device that keeps passkeys, in a few lines: it makes keys and signs as WebAuthn says, or as a test bends it."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, HAS_KEY = 1, 4, 64


def coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    """One passkey and what the device says about itself and the page it is asked by."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.origin, self.host = "http://localhost", "localhost"
        self.flags = PRESENT | VERIFIED
        self.uses = 0
        self.handle = b""

    def make(self, options: dict[str, Any]) -> str:
        """Answer to what a page asks for a new passkey."""
        self.handle = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        known = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        told = {"fmt": "none", "attStmt": {}, "authData": self.about(self.flags | HAS_KEY) + known}
        client = self.client("webauthn.create", options["challenge"])
        return self.credential({"clientDataJSON": coded(client), "attestationObject": coded(cbor2.dumps(told))})

    def sign(self, options: dict[str, Any]) -> str:
        """Answer to what a page asks of a passkey."""
        self.uses += 1
        client, about = self.client("webauthn.get", options["challenge"]), self.about(self.flags)
        signature = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": about, "signature": signature}
        return self.credential({name: coded(raw) for name, raw in (parts | {"userHandle": self.handle}).items()})

    def about(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def credential(self, response: dict[str, str]) -> str:
        return json.dumps({"id": coded(self.id), "rawId": coded(self.id), "type": "public-key", "response": response})
