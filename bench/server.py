"""The application as it is served, and one constant route beside it: what everything else is compared with."""

from __future__ import annotations

from app.workspaces.policy import ENDPOINTS
from app.workspaces.principals import ANYONE
from bench.paths import HELLO
from wsgi import app

ENDPOINTS["bench_hello"] = ANYONE
app.add_url_rule(HELLO, "bench_hello", lambda: "Hello")
