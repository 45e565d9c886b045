"""The first segment of every workspace's pages: short, readable, never one of our own."""

from __future__ import annotations

import re
import secrets
import unicodedata

from sqlalchemy import select

from app.extensions import db
from app.workspaces.models import Workspace

RESERVED = {
    "about",
    "account",
    "accounts",
    "admin",
    "api",
    "app",
    "assets",
    "auth",
    "billing",
    "blog",
    "calendar",
    "confirm",
    "contact",
    "docs",
    "download",
    "events",
    "export",
    "favicon.ico",
    "feed",
    "files",
    "forgot-password",
    "health",
    "help",
    "home",
    "icons",
    "import",
    "invitations",
    "join",
    "legal",
    "live",
    "local",
    "login",
    "logout",
    "mail",
    "mails",
    "manifest",
    "me",
    "metrics",
    "new",
    "oauth",
    "oidc",
    "ops",
    "passkeys",
    "pricing",
    "privacy",
    "profile",
    "public",
    "ready",
    "register",
    "reset",
    "robots.txt",
    "search",
    "second-factor",
    "security",
    "settings",
    "share",
    "sign-in",
    "sign-out",
    "sign-up",
    "signin",
    "signup",
    "sitemap",
    "static",
    "status",
    "stream",
    "support",
    "system",
    "task",
    "tasks",
    "team",
    "terms",
    "test",
    "today",
    "unsubscribe",
    "upcoming",
    "user",
    "users",
    "webhooks",
    "well-known",
    "workspace",
    "workspaces",
    "www",
    "offline",
    "service-worker.js",
    "manifest.webmanifest",
}
LONGEST = 40


def free_slug(name: str) -> str:
    """Return a slug for this name that no workspace has and no page of ours needs."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:LONGEST].strip("-") or "team"
    slug = base
    while slug in RESERVED or len(slug) < 2 or db.session.scalar(select(Workspace.id).where(Workspace.slug == slug)):
        slug = f"{base}-{secrets.token_hex(2)}"
    return slug
