"""A client that sends what a script sends: no headers of a browser, its cookies kept."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient


class Script(FlaskClient):
    """A script or load tool."""

    def call(self, method: str, path: str, body: Any = None, *, token: str = "", status: int = 200) -> dict[str, Any]:
        """Return the JSON of an answer that has this status."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = self.open(path, method=method, headers=headers, **({} if body is None else {"json": body}))
        assert response.status_code == status, response.text
        answer: dict[str, Any] = response.get_json()
        return answer


@pytest.fixture
def script(app: Flask) -> Script:
    return Script(app, app.response_class)
