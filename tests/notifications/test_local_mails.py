"""Where no mail server is set, mails are kept and can be read on this machine, and nowhere in production."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Team
from tests.clients import LintingClient
from tests.notifications.rounds import deliver_all, mails
from tests.notifications.test_updates import assign_bob


def test_a_kept_mail_is_listed_and_read_as_text_and_html(
    team: Team, task: str, client: LintingClient, app: Flask
) -> None:
    assert "No mails yet" in client.get("/local/mails").text
    assign_bob(team, task)
    deliver_all(team)
    assert mails(team)[0].state == "sent"
    page = client.get("/local/mails").text
    [address] = re.findall(r'href="(/local/mails/[0-9a-f-]+)"', page)
    assert "http://localhost/acme/tasks/WEB-1" in client.get(address).text
    visit = {"Sec-Fetch-Dest": "document"}
    alone = FlaskClient(app, app.response_class).get(f"{address}/html", headers=visit)
    assert "Link" not in alone.headers
    assert "sandbox" in alone.headers["Content-Security-Policy"]
    assert "script-src" not in alone.headers["Content-Security-Policy"]
    assert "Alice Adams assigned you a task" in alone.text


def test_production_keeps_and_shows_nothing(
    team: Team, task: str, client: LintingClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"].model_copy(update={"primo_env": "production"}))
    assert client.get("/local/mails").status_code == 404
    assign_bob(team, task)
    deliver_all(team)
    assert [(mail.state, mail.error) for mail in mails(team)] == [
        ("failed", "No mail server is set. Set SMTP_URL to send mails.")
    ]


def test_other_machines_cannot_read_them(
    team: Team, task: str, client: LintingClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign_bob(team, task)
    deliver_all(team)
    [address] = re.findall(r'href="(/local/mails/[0-9a-f-]+)"', client.get("/local/mails").text)
    monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"].model_copy(update={"host": "::"}))
    for path in ("/local/mails", address):
        assert client.get(path, environ_base={"REMOTE_ADDR": "192.168.1.20"}).status_code == 404
        assert client.get(path).status_code == 200
    assert client.get(f"/local/mails/{uuid.uuid4()}").status_code == 404
