"""Streams tell people of changes they may see, at once, and end with the right to hear of them."""

from __future__ import annotations

import io
import random
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from flask import Flask
from sqlalchemy import select, text

from app.attachments.models import Attachment
from app.database import in_workspace
from app.extensions import db
from app.live.frames import CHANNEL, Frame
from app.projects.models import Project
from app.web.redis import redis_client
from tests.above import above_the_walls
from tests.cast import Team, assemble
from tests.clients import LintingClient
from tests.instances import Instance, within
from tests.live.listening import SOON, Listener, serving


@pytest.fixture
def team(served_app: Flask) -> Iterator[Team]:
    with above_the_walls() as connection:
        connection.execute(text("truncate users, workspaces, sign_in_failures, local_mails cascade"))
    made = assemble(served_app)
    db.session.remove()  # a transaction left open would be ended while a server starts
    yield made
    db.session.remove()


def hello(listener: Listener) -> int:
    said = listener.next()
    assert said is not None
    assert said[0] == "hello"
    version = said[1]["v"]
    assert isinstance(version, int)
    return version


def test_a_change_is_told_at_once_with_its_address_and_the_one_who_made_it(team: Team, listen: type[Listener]) -> None:
    bob = listen(team.bob)
    version = hello(bob)
    team.alice.post("/acme/projects/WEB/tasks", {"title": "Write the secret plan"})
    assert bob.next() == ("message", {"v": version + 1, "e": [["task.created", "WEB-1"]], "n": "Alice Adams"})
    team.alice.post("/acme/tasks/WEB-1/comments", {"body": "Hidden words"})
    assert bob.next() == ("message", {"v": version + 2, "e": [["comment.created", "WEB-1"]], "n": "Alice Adams"})
    assert bob.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in bob.headers


def test_a_page_knows_its_own_changes(team: Team, listen: type[Listener]) -> None:
    alice = listen(team.alice)
    hello(alice)
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One"}, headers={"X-Page": "abc123"})
    said = alice.next()
    assert said
    assert (said[1]["me"], said[1]["c"]) == (1, "abc123")


def test_nobody_hears_of_the_inbox_of_another(team: Team, listen: type[Listener]) -> None:
    bob, alice = listen(team.bob), listen(team.alice)
    hello(bob), hello(alice)
    with in_workspace(team.workspace_id):
        inbox = db.session.scalars(select(Project).where(Project.inbox_of == team.alice.member_id)).one().key
        db.session.commit()
    team.alice.post(f"/acme/projects/{inbox}/tasks", {"title": "Secret"})
    team.alice.post(f"/acme/tasks/{inbox}-1/comments", {"body": "Secret"})
    team.alice.post(f"/acme/tasks/{inbox}-1/status", {"status": "completed"})
    kinds: list[str] = []
    while len(kinds) < 3:
        said = alice.next()
        assert said
        kinds += [kind for kind, _ in said[1]["e"]]
    assert kinds == ["task.created", "comment.created", "task.completed"]
    assert bob.said() == []
    team.alice.post("/acme/projects/WEB/tasks", {"title": "For all"})
    said = bob.next()
    assert said
    assert said[1]["e"] == [["task.created", "WEB-1"]]


def test_a_stream_begins_with_what_happened_since_the_page_was_made(team: Team, listen: type[Listener]) -> None:
    before = team.alice.viewer().version
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One"})
    assert hello(listen(team.bob)) == before + 1


def test_the_stream_of_a_removed_member_ends(team: Team, listen: type[Listener]) -> None:
    bob, gina = listen(team.bob), listen(team.gina)
    hello(bob), hello(gina)
    team.alice.post(f"/acme/settings/members/{team.bob.member_id}/removal")
    assert bob.rest()[-1] == ("end", {})
    assert None not in gina.said()
    assert listen(team.bob).status == 404


def test_a_stream_ends_with_its_session(team: Team, listen: type[Listener]) -> None:
    bob = listen(team.bob)
    hello(bob)
    team.bob.post("/sign-out")
    assert bob.rest() == [("end", {})]
    assert listen(team.bob).status == 303


def test_what_nobody_told_is_found_when_a_stream_is_asked_for(
    team: Team, listen: type[Listener], installation: Instance
) -> None:
    """A publisher that could not reach Redis has said nothing; and what another release says is passed over."""
    bob, gina = listen(team.bob), listen(team.gina)
    version = hello(bob)
    hello(gina)
    with db.engine.begin() as connection:
        connection.execute(text("update workspaces set version = version + 1 where slug = 'acme'"))
    redis = redis_client(installation.environment["REDIS_URL"], timeout=3)
    channel = f"{CHANNEL}{team.workspace_id}"
    redis.publish(channel, '{"word": "of another release"}')
    redis.publish(channel, Frame(0, ask=[str(team.gina.member_id)]).write())
    assert gina.next() == bob.next() == ("hello", {"v": version + 1})
    assert bob.said() == []


def test_strangers_hear_nothing(team: Team, listen: type[Listener]) -> None:
    assert listen(team.charlie).status == 404


def test_streams_hold_no_thread_of_the_pages(team: Team, listen: type[Listener]) -> None:
    """A dozen streams on four threads, and pages come all the same; one person may hold so many and no more."""
    many = []
    for _ in range(12):
        many.append(listen(team.bob))
        hello(many[-1])
    assert listen(team.bob).status == 204
    assert many[0].client.get("/acme/projects/WEB").status_code == 200


def test_connections_that_say_nothing_hold_no_thread_either(team: Team, listen: type[Listener]) -> None:
    """Browsers open connections before they need them; four of them would keep a worker from its pages."""
    with ExitStack() as silent:
        for _ in range(12):
            silent.enter_context(silence(listen.address))
        assert httpx.get(f"{listen.address}/health", timeout=SOON).status_code == 200


def silence(address: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])))


def test_downloads_that_nobody_reads_hold_no_thread_either(team: Team, listen: type[Listener]) -> None:
    """Of twelve lines to one file a person gets eight; who reads gets all of it, and who never closes waits alone."""
    team.alice.post("/acme/projects/WEB/tasks", {"title": "One"})
    body = random.randbytes(9_000_000)
    team.alice.post("/acme/tasks/WEB-1/files", {"file": [(io.BytesIO(body), "large.bin")]})
    with in_workspace(team.workspace_id):
        path = f"/acme/tasks/WEB-1/files/{db.session.scalars(select(Attachment.id)).one()}"
        db.session.commit()
    with ExitStack() as slow:
        lines = [slow.enter_context(begin(listen.address, path, team.bob.token)) for _ in range(12)]
        answers = [line.makefile("rb") for line in lines]
        assert sorted(answer.readline().split()[1] for answer in answers) == [b"200"] * 8 + [b"429"] * 4
        for _ in range(6):
            assert httpx.get(f"{listen.address}/health", timeout=SOON).status_code == 200
        whole = next(rest for answer in answers if len(rest := answer.read()) > len(body))
        assert whole.partition(b"\r\n\r\n")[2] == body
    cookies = {"primo_session": team.bob.token}
    assert within(60, lambda: httpx.get(f"{listen.address}{path}", cookies=cookies, timeout=30).status_code == 200)


def begin(address: str, path: str, token: str) -> socket.socket:
    """Ask for something on a line that takes little at a time."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    line.settimeout(30)
    line.connect(("127.0.0.1", int(address.rpartition(":")[2])))
    headers = (f"GET {path} HTTP/1.1", f"Host: {address[7:]}", "Connection: close", f"Cookie: primo_session={token}")
    line.sendall("\r\n".join((*headers, "", "")).encode())
    return line


def test_without_redis_streams_end_and_come_back_by_themselves(
    team: Team, listen: type[Listener], installation: Instance
) -> None:
    valkey = installation.stores.valkey
    assert valkey
    bob = listen(team.bob)
    hello(bob)
    valkey.stop()
    try:
        assert bob.next() == ("end", {})
        assert listen(team.bob).status == 204
        assert team.alice.post("/acme/projects/WEB/tasks", {"title": "All the same"}).status_code == 303
    finally:
        valkey.start()
    assert within(60, lambda: listen(team.bob).status == 200)


def test_a_server_that_is_asked_to_end_ends_its_streams_first(team: Team, installation: Instance) -> None:
    with serving(installation.environment) as (address, child), ExitStack() as stack:
        Listener.address = address
        bob = Listener(team.bob)
        hello(bob)
        stack.enter_context(silence(address))
        child.process.send_signal(signal.SIGTERM)
        assert bob.next() == ("end", {})
        assert child.process.wait(120) == 0


def test_a_server_that_cannot_hold_streams_says_so(team: Team) -> None:
    assert team.alice.get("/acme/stream").status_code == 204


def test_a_stream_without_a_session_is_refused_and_led_to_no_page(client: LintingClient, team: Team) -> None:
    refused = client.get("/acme/stream", headers={"Accept": "text/event-stream"})
    assert (refused.status_code, refused.data) == (401, b"")
