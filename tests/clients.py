"""A browser of the tests that is also a linter: every page it fetches must be one we would ship."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app.extensions import db
from tests.linter import faults_of

ENOUGH = 15
READ: Counter[tuple[str, int]] = Counter()
"""How many answers of each endpoint and status were read for faults in this test process."""


class LintingClient(FlaskClient):
    """Sends what a browser sends from our own pages, and refuses any 500 and, of each kind of page, faulty HTML."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        if has_app_context():
            db.session.rollback()  # what the test itself has read is let go and will be read anew
        with self.application.app_context():  # each request has a `g` and a database session of its own, as served
            response = super().open(*args, headers=headers, **kwargs)
        assert response.status_code != 500, response.get_data(as_text=True)
        if response.mimetype == "text/html" and response.data and self.is_worth_reading(response):
            text = response.get_data(as_text=True)
            faults = faults_of(text, whole=text.lstrip().startswith("<!doctype"))
            assert not faults, f"{response.request.path}:\n" + "\n".join(faults)
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        return response

    def is_worth_reading(self, response: TestResponse) -> bool:
        """Return whether few pages of this kind have been read: reading one takes longer than making it."""
        address = self.application.url_map.bind("localhost")
        try:
            endpoint, _ = address.match(response.request.path, response.request.method)
        except HTTPException:
            endpoint = "none"
        READ[endpoint, response.status_code] += 1
        return READ[endpoint, response.status_code] <= ENOUGH


def htmx(path: str, *, target: str = "") -> dict[str, str]:
    """Return the headers htmx 4 sends for a partial swap on the page at `path`."""
    return {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Current-URL": f"http://localhost{path}",
        "HX-Target": target,
    }
