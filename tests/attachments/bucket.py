"""A bucket that speaks as much S3 as a store asks for, on a port of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

NAME = "/files/"
PAGE = (
    '<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>{count}</KeyCount>'
    "{rows}</ListBucketResult>"
)
ROW = (
    "<Contents><Key>{}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>"
    "<ETag>x</ETag><Size>{}</Size></Contents>"
)
BEGUN = (
    '<?xml version="1.0"?><InitiateMultipartUploadResult><Bucket>files</Bucket><Key>{}</Key>'
    "<UploadId>one</UploadId></InitiateMultipartUploadResult>"
)
ENDED = (
    '<?xml version="1.0"?><CompleteMultipartUploadResult><Bucket>files</Bucket><Key>{}</Key>'
    "<ETag>x</ETag></CompleteMultipartUploadResult>"
)
MISSING = "<Error><Code>NoSuchBucket</Code></Error>"
ETAG = {"ETag": '"x"', "Last-Modified": "Fri, 02 Jan 2026 03:04:05 GMT"}


class Bucket:
    """What was put, by key; `is_away` refuses everything, `fails` is what it answers instead, if anything.

    `keeps` is how many of the next removals are refused.
    """

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.is_away, self.keeps, self.fails = False, 0, 0
        self.asked = 0
        self.parts: dict[int, bytes] = {}
        self.most_parts = 0

    def answer(self, request: Request) -> Response:
        key = request.path.removeprefix(NAME)
        self.asked += 1
        if self.fails:
            return Response(MISSING, status=self.fails)
        if self.is_away or "Credential=key/" not in request.headers.get("Authorization", ""):
            return Response(status=403)
        if "uploads" in request.args or "uploadId" in request.args:
            return self.answer_parts(key, request)
        if request.method == "PUT":
            self.kept[key] = request.get_data()
            return Response(headers=ETAG)
        if request.method == "POST" and self.keeps:
            self.keeps -= 1
            return Response(status=403)
        if request.method == "POST":
            keys = re.findall("<Key>(.*?)</Key>", request.get_data(as_text=True))
            for key in keys:
                self.kept.pop(key, None)
            gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            return Response(f"<DeleteResult>{gone}</DeleteResult>", mimetype="application/xml")
        if "list-type" in request.args:
            rows = "".join(ROW.format(key, len(body)) for key, body in sorted(self.kept.items()))
            return Response(PAGE.format(count=len(self.kept), rows=rows), mimetype="application/xml")
        return Response(self.kept[key], headers=ETAG) if key in self.kept else Response(status=404)

    def answer_parts(self, key: str, request: Request) -> Response:
        """Take what is too large for one request in parts, and put them together at the end."""
        if request.method == "PUT":
            self.parts[int(request.args["partNumber"])] = request.get_data()
            return Response(headers=ETAG)
        if request.method == "DELETE":
            self.parts.clear()
            return Response(status=204)
        if "uploads" in request.args:
            return Response(BEGUN.format(key), mimetype="application/xml")
        self.kept[key] = b"".join(body for _, body in sorted(self.parts.items()))
        self.most_parts = max(self.most_parts, len(self.parts))
        self.parts.clear()
        return Response(ENDED.format(key), mimetype="application/xml")


@contextmanager
def running() -> Iterator[tuple[Bucket, str]]:
    """Give a bucket and its address."""
    bucket = Bucket()
    server = make_server("127.0.0.1", 0, Request.application(bucket.answer), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield bucket, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
