"""What a load tool does, over and over: register, sign in, keep only the cookies, list, create, complete."""

from __future__ import annotations

from tests.api.conftest import Script
from tests.cast import PASSWORD


def test_a_script_that_keeps_only_cookies_gets_through_the_whole_round(script: Script) -> None:
    script.call("GET", "/api/health")
    who = {"email": "load-1@example.com", "password": PASSWORD}
    script.call("POST", "/api/auth/register", who | {"name": "Load Tester"}, status=201)
    for turn in range(1, 4):
        signed_in = script.call("POST", "/api/auth/login", who)
        assert signed_in["success"] is True
        assert signed_in["token"]
        assert signed_in["user"]["email"] == who["email"]
        assert script.call("GET", "/api/auth/me")["user"] == signed_in["user"]
        listed = script.call("GET", "/api/tasks?page=1&limit=20&status=in-progress&search=turn")
        assert listed["pagination"] == {"page": 1, "limit": 20, "total": 0, "pages": 0}
        task = script.call("POST", "/api/tasks", {"title": f"Turn {turn}", "priority": "high"}, status=201)["data"]
        script.call("PATCH", f"/api/tasks/{task['id']}", {"status": "in-progress"})
        done = script.call("PUT", f"/api/tasks/{task['id']}/complete", {})["data"]
        assert done["status"] == "completed"
        assert script.call("GET", "/api/tasks")["pagination"]["total"] == turn
    assert script.call("GET", "/api/tasks/stats/overview")["data"]["by_status"]["completed"] == 3


def test_a_script_that_keeps_only_the_token_gets_through_too(script: Script) -> None:
    who = {"email": "load-2@example.com", "password": PASSWORD}
    script.call("POST", "/api/auth/register", who | {"name": "Load Tester"}, status=201)
    token = script.call("POST", "/api/auth/login", who)["token"]
    script._cookies.clear()  # type: ignore[union-attr]  # a tool without a cookie jar
    id = script.call("POST", "/api/tasks", {"title": "By token"}, token=token, status=201)["data"]["id"]
    script.call("PUT", f"/api/tasks/{id}/complete", token=token)
    script.call("DELETE", f"/api/tasks/{id}", token=token)
    assert script.call("GET", "/api/tasks", token=token)["pagination"]["total"] == 0
    script.call("GET", "/api/tasks", status=401)
