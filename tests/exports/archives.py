"""Making exports in the tests: asked for on the page, made as the worker does, read from the zip."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any

from flask import current_app
from rq import Queue
from rq.serializers import JSONSerializer

from app.attachments.store import list_stored
from app.exports.archive import FOLDER
from app.jobs import SLOW
from app.web.redis import redis_client
from tests.cast import Person

WORKSPACE = "/acme/settings/workspace/export"
ACCOUNT = "/account/export"
READY = re.compile(r"/([0-9a-f-]{36})/(?:fetching|file)")


class Opened:
    """An archive, and what its manifest says."""

    def __init__(self, body: bytes) -> None:
        self.zip = zipfile.ZipFile(BytesIO(body))
        self.manifest: dict[str, Any] = json.loads(self.zip.read("manifest.json"))

    def rows(self, name: str, folder: str = "") -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.zip.read(f"{folder}{name}.jsonl").decode().split("\n")[:-1]]

    @property
    def text(self) -> str:
        """Everything that is written in it, names of files too."""
        parts = [self.zip.read(name).decode(errors="replace") for name in self.zip.namelist()]
        return "\n".join([*self.zip.namelist(), *parts])


def run_jobs() -> int:
    """Do what the worker would with what is in its queue, and return how many jobs that were."""
    queue = Queue(SLOW, connection=redis_client(current_app.config["REDIS_URL"], timeout=2), serializer=JSONSerializer)
    jobs = queue.jobs
    queue.empty()  # type: ignore[no-untyped-call]
    for job in jobs:
        job.perform()
    return len(jobs)


def ready(person: Person, place: str = WORKSPACE) -> list[str]:
    """Return the ids of the exports that the page offers."""
    return READY.findall(person.get(place).text)


def export(person: Person, place: str = WORKSPACE) -> Opened:
    """Ask for an export, make it and fetch it."""
    assert person.post(place).status_code == 303
    assert run_jobs() == 1
    id = ready(person, place)[0]
    led = person.post(f"{place}/{id}/fetching")
    assert led.location == f"{place}?fetching={id}"
    assert f'content="0;url={place}/{id}/file"' in person.get(led.location).text
    with person.get(f"{place}/{id}/file") as answer:
        return Opened(answer.data)


def archives() -> list[str]:
    """Return where the archives lie in the store."""
    return [one.path for some in list_stored(FOLDER) for one in some]
