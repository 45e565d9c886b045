"""A switch per kind and channel, and a link in each mail that turns its kind off."""

from __future__ import annotations

from flask import Flask

from tests.cast import Person, Team
from tests.clients import LintingClient
from tests.notifications.post_office import PostOffice, text_of
from tests.notifications.rounds import deliver_all, mails, notes_of
from tests.notifications.test_updates import assign_bob

KINDS = ("assigned", "mentioned", "commented", "reminder", "due_soon", "overdue")
ALL = {f"{kind}-{channel}": "1" for kind in KINDS for channel in ("in-app", "by-mail")}


def turn_off(person: Person, *names: str) -> None:
    form = {name: value for name, value in ALL.items() if name not in names}
    assert person.post("/acme/settings/notifications", form).status_code == 303


def test_everything_is_on_until_somebody_turns_it_off(team: Team) -> None:
    assert team.bob.get("/acme/settings/notifications").text.count(" checked") == 12
    turn_off(team.bob, "assigned-by-mail")
    assert team.bob.get("/acme/settings/notifications").text.count(" checked") == 11
    assert team.alice.get("/acme/settings/notifications").text.count(" checked") == 12


def test_without_mail_only_primo_tells(team: Team, task: str) -> None:
    turn_off(team.bob, "assigned-by-mail")
    assign_bob(team, task)
    assert len(notes_of(team.bob, team)) == 1
    assert mails(team) == []


def test_without_primo_only_the_mail_tells(team: Team, task: str, office: PostOffice) -> None:
    turn_off(team.bob, "assigned-in-app")
    assign_bob(team, task)
    deliver_all(team)
    page = team.bob.get("/acme/updates").text
    assert "Nothing yet" in page
    assert 'id="unread"' not in page
    assert len(office.mails) == 1


def test_a_switch_turned_off_before_the_mail_left_counts(team: Team, task: str, office: PostOffice) -> None:
    assign_bob(team, task)
    turn_off(team.bob, "assigned-by-mail")
    deliver_all(team)
    assert office.mails == []
    assert mails(team)[0].state == "skipped"


def unsubscribe_path(office: PostOffice) -> str:
    return str(office.mails[-1]["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost")


def test_the_link_in_a_mail_asks_and_the_form_stops_them(
    team: Team, task: str, office: PostOffice, client: LintingClient
) -> None:
    assign_bob(team, task)
    deliver_all(team)
    path = unsubscribe_path(office)
    assert path in text_of(office.mails[0])
    page = client.get(path)
    assert "Stop these mails" in page.text
    assert team.bob.get("/acme/settings/notifications").text.count(" checked") == 12
    assert "Mails stopped" in client.post(path).text
    assert team.bob.get("/acme/settings/notifications").text.count(" checked") == 11


def test_mail_programs_stop_them_in_one_request(team: Team, task: str, office: PostOffice, app: Flask) -> None:
    assign_bob(team, task)
    deliver_all(team)
    program = app.test_client()
    answer = program.post(
        unsubscribe_path(office), data={"List-Unsubscribe": "One-Click"}, headers={"Sec-Fetch-Site": "none"}
    )
    assert answer.status_code == 200
    assert team.bob.get("/acme/settings/notifications").text.count(" checked") == 11


def test_a_changed_link_stops_nothing(team: Team, task: str, office: PostOffice, client: LintingClient) -> None:
    assign_bob(team, task)
    deliver_all(team)
    path = unsubscribe_path(office)
    cut = path[:-1] + ("A" if path[-1] != "A" else "B")
    for wrong in (cut, path.replace("assigned", "overdue"), path.replace("assigned", "all")):
        assert client.post(wrong).status_code == 404
    assert team.bob.get("/acme/settings/notifications").text.count(" checked") == 12
