"""The streams of one web process: one thread, one subscription, and everyone gets what they may see.

Nothing here waits for the database or holds a thread of the pages; what must be asked there is asked in `asking.py`.
"""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import structlog
from flask import Flask

from app.live.asking import may_go_on, read_projects
from app.live.closing import close_gently
from app.live.downloads import Download, Downloads
from app.live.frames import Frame, KnownProject, Telling, message
from app.live.pace import SHORTEST, Pace
from app.live.streams import BEAT, Stream
from app.live.subscribing import listen

MOST_STREAMS = 2000
MOST_EACH = 12
BEAT_EVERY = 25.0
ASK_EVERY = 60.0
TICK = 2.5
SPREAD = 0.75
"""The part of the time until the next frames over which pages spread what they ask."""
UNDERWAY = 1.0
"""Seconds within which a frame comes from Redis after its change can be read."""
MOST_VERSIONS = 10_000

log = structlog.get_logger("primo.live")


class Hub:
    """Holds the open streams by workspace; everything but `start`, `take`, `has_room` and `stop` runs in its thread."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()
        self.asker = ThreadPoolExecutor(1, "live-asker")
        self.downloads = Downloads(self.loop)
        self.streams: dict[str, set[Stream]] = {}
        self.projects: dict[str, dict[str, KnownProject]] = {}
        self.versions: OrderedDict[str, int] = OrderedDict()
        self.waiting: dict[str, list[Frame]] = {}
        self.paces: dict[str, Pace] = {}
        self.count = 0
        self.is_listening = self.is_stopping = False
        self.has_ended = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self.run, name="live", daemon=True).start()

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        tasks = [self.loop.create_task(listen(self)), self.loop.create_task(self.tick())]
        self.loop.run_until_complete(asyncio.gather(*tasks))

    def has_room(self, user_id: object) -> bool:
        """Say whether one more stream can be opened for this person; without Redis there is nothing to hear."""
        everyone = [one for streams in list(self.streams.values()) for one in list(streams)] if self.count else []
        return (
            self.is_listening
            and not self.is_stopping
            and len(everyone) < MOST_STREAMS
            and sum(one.viewer.user_id == user_id for one in everyone) < MOST_EACH
        )

    def take(self, connection: socket.socket, rest: Stream | Download | None) -> None:
        """Take over a socket whose answer has been begun, or, where nothing is left of it, has ended."""
        connection.setblocking(False)
        if rest is None:
            asyncio.run_coroutine_threadsafe(close_gently(connection), self.loop)
        elif isinstance(rest, Download):
            asyncio.run_coroutine_threadsafe(self.downloads.send(connection, rest), self.loop)
        else:
            asyncio.run_coroutine_threadsafe(self.loop.connect_accepted_socket(lambda: rest, connection), self.loop)

    def stop(self) -> None:
        """End every stream now; their pages come back to another process."""
        self.is_stopping = True
        self.loop.call_soon_threadsafe(self.end_all)

    def add(self, stream: Stream) -> None:
        """Begin a stream with the version as it is now: the page was made before, and something may have happened."""
        workspace = str(stream.viewer.workspace_id)
        self.streams.setdefault(workspace, set()).add(stream)
        self.count += 1
        self.is_news(workspace, stream.viewer.version)
        stream.send(greeting(self.versions[workspace]))
        if self.is_stopping or not self.is_listening:
            stream.end()

    def drop(self, stream: Stream) -> None:
        workspace = str(stream.viewer.workspace_id)
        if stream in self.streams.get(workspace, ()):
            self.streams[workspace].remove(stream)
            self.count -= 1
            if not self.streams[workspace]:
                del self.streams[workspace]
                self.projects.pop(workspace, None)
                self.paces.pop(workspace, None)

    def end_all(self) -> None:
        for stream in self.all():
            stream.end()
        if self.is_stopping:
            self.has_ended.set()

    def all(self) -> list[Stream]:
        return [stream for streams in self.streams.values() for stream in streams]

    def hear(self, workspace: str, text: bytes) -> None:
        """Take a frame from Redis: the first goes out at once, those that follow close behind go together."""
        try:
            frame = Frame.read(text)
        except (ValueError, TypeError, KeyError):  # of another release, while one replaces the other
            log.warning("a frame cannot be read")
            return
        if frame.ask:
            self.ask([one for one in self.all() if names(frame, one)])
        self.is_news(workspace, frame.version)
        if workspace in self.streams:
            if frame.ask or any(entry.kind.startswith("project.") for entry in frame.entries):
                self.projects.pop(workspace, None)
            self.paces.setdefault(workspace, Pace()).note(self.loop.time())
            is_first = workspace not in self.waiting
            self.waiting.setdefault(workspace, []).append(frame)
            if is_first:
                self.loop.create_task(self.deliver(workspace))

    def is_news(self, workspace: str, version: int) -> bool:
        """Say whether the workspace was not known to be so new, and remember it."""
        if version <= self.versions.get(workspace, 0):
            return False
        self.versions[workspace] = version
        self.versions.move_to_end(workspace)
        if len(self.versions) > MOST_VERSIONS:
            self.versions.popitem(last=False)
        return True

    async def deliver(self, workspace: str) -> None:
        while frames := self.waiting[workspace]:
            self.waiting[workspace] = []
            wait = self.wait(workspace)
            try:
                await self.send(workspace, frames, wait)
            except Exception:  # the pages catch up from the version when they come back
                log.exception("frames cannot be delivered")
                for stream in list(self.streams.get(workspace, ())):
                    stream.end()
            await asyncio.sleep(wait)
        del self.waiting[workspace]

    def wait(self, workspace: str) -> float:
        """Return the seconds until the next frames of the workspace are sent."""
        pace = self.paces.get(workspace, Pace())
        return pace.wait(self.loop.time(), len(self.streams.get(workspace, ())))

    async def send(self, workspace: str, frames: list[Frame], wait: float) -> None:
        named = {project for frame in frames for project in frame.projects}
        projects = self.projects.get(workspace, {})
        if not named <= set(projects):
            projects = await self.loop.run_in_executor(self.asker, read_projects, self.app, workspace)
            self.projects[workspace] = projects
        telling = Telling(frames, projects, wait * SPREAD if wait > SHORTEST else 0)
        for stream in list(self.streams.get(workspace, ())):
            if text := telling.to(stream.viewer):
                stream.send(text)

    def ask(self, streams: list[Stream]) -> None:
        """End those whose sessions or memberships have ended, and take over what has changed about the others."""
        for stream in streams:
            stream.asked_at = self.loop.time()
            self.loop.create_task(self.ask_one(stream))

    async def ask_one(self, stream: Stream) -> None:
        try:
            viewer = await self.loop.run_in_executor(self.asker, may_go_on, self.app, stream.token, stream.viewer.slug)
        except Exception:
            log.exception("a stream cannot be asked for")
            viewer = None
        if viewer is None:
            stream.end()
            return
        stream.viewer = viewer
        workspace = str(viewer.workspace_id)
        if viewer.version > self.versions.get(workspace, 0):
            await asyncio.sleep(UNDERWAY)
        if self.is_news(workspace, viewer.version):  # and nobody said so: Redis was away from who made it
            for one in self.streams.get(workspace, ()):
                one.send(greeting(viewer.version))

    async def tick(self) -> None:
        """Let quiet streams be heard of, and ask for each once in a while whether it may go on."""
        while True:
            await asyncio.sleep(TICK)
            now = self.loop.time()
            for stream in self.all():
                if now - stream.beaten_at > BEAT_EVERY - TICK:
                    stream.beaten_at = now
                    stream.send(BEAT)
            late = [one for one in self.all() if now - one.asked_at > ASK_EVERY * random.uniform(0.9, 1.1)]
            self.ask(late)


def greeting(version: int) -> bytes:
    """Return the message by which a page knows whether it has missed something."""
    return message({"v": version}, "hello")


def names(frame: Frame, stream: Stream) -> bool:
    viewer = stream.viewer
    ids = {str(viewer.account.session_id), str(viewer.user_id), str(viewer.member_id)}
    return not ids.isdisjoint(frame.ask)
