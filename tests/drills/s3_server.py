"""An S3 server that reads signatures: Moto's, fetched on first use, with one account that may enter its bucket."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.fetched import tool
from tests.instances import within
from tests.ports import free_port

SERVER = "moto[s3,iam,server]==5.2.5"
BUCKET, REGION = "files", "us-east-1"
ALL = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
NOBODY = f"AWS4-HMAC-SHA256 Credential=x/20260101/{REGION}/{{}}/aws4_request, SignedHeaders=host, Signature=x"
BEFORE_IT_ASKS = 4
"""Requests that are let in unasked: what `Server.begin` sends to make the account and the bucket."""


class Server(NamedTuple):
    """Where the server is, and who may enter."""

    address: str
    key_id: str
    secret: str


@contextmanager
def s3_server(folder: Path) -> Iterator[Server]:
    """Run the server with an empty bucket; from then on it refuses whoever does not sign with the key."""
    program, port = tool("moto_server", SERVER), free_port()
    environment = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(BEFORE_IT_ASKS)}
    with (folder / "s3.log").open("wb") as log:
        process = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], env=environment, stderr=log)
    try:
        yield begin(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def begin(address: str) -> Server:
    """Make the account and the bucket."""
    assert within(60, lambda: answers(address)), "the server does not start"
    act(address, Action="CreateUser", UserName="primo")
    made = act(address, Action="CreateAccessKey", UserName="primo")
    act(address, Action="PutUserPolicy", UserName="primo", PolicyName="all", PolicyDocument=ALL)
    ask(address, "PUT", f"/{BUCKET}", "s3")
    key_id, secret = (re.search(f"<{name}>(.*?)<", made) for name in ("AccessKeyId", "SecretAccessKey"))
    assert key_id
    assert secret
    return Server(address, key_id[1], secret[1])


def act(address: str, **action: str) -> str:
    return ask(address, "POST", "/", "iam", urlencode({"Version": "2010-05-08", **action}))


def ask(address: str, method: str, path: str, service: str, body: str = "") -> str:
    """Return what the server says."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=30)
    headers = {"Authorization": NOBODY.format(service), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    assert answer.status == 200, told
    return told


def answers(address: str) -> bool:
    try:
        return bool(ask(address, "GET", "/moto-api/", "s3"))
    except OSError:
        return False
