"""A browser of the tests that is also a linter: every page it fetches must be one we would ship."""

from __future__ import annotations

from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from tests.linter import faults_of


class LintingClient(FlaskClient):
    """Sends what a browser sends from our own pages, and refuses HTML with faults and any 500."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        if has_app_context():
            db.session.rollback()  # what the test itself has read is let go and will be read anew
        with self.application.app_context():  # each request has a `g` and a database session of its own, as served
            response = super().open(*args, headers=headers, **kwargs)
        assert response.status_code != 500, response.get_data(as_text=True)
        if response.mimetype == "text/html" and response.data:
            text = response.get_data(as_text=True)
            faults = faults_of(text, whole=text.lstrip().startswith("<!doctype"))
            assert not faults, f"{response.request.path}:\n" + "\n".join(faults)
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        return response


def htmx(path: str, *, target: str = "") -> dict[str, str]:
    """Return the headers htmx 4 sends for a partial swap on the page at `path`."""
    return {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Current-URL": f"http://localhost{path}",
        "HX-Target": target,
    }
