"""The note that lies in every archive: what it is, how it is read, and what is not in it."""

from __future__ import annotations

from app.exports.archive import Archive

SCOPES = {
    "whole": "It holds all that is in this workspace, private projects and everyone’s Inbox too: an owner asked.",
    "seen": "It holds what the admin who asked for it sees: no private projects they are not in, nobody else’s Inbox.",
    "mine": "It holds what is about you: your account, and what you wrote, did, chose and have to do.",
}
TEXT = """An export of Primo
==================

{scope}
It shows everything as it was at one moment, which manifest.json names.

manifest.json   the format and its version, each file of lines, and how many lines it has
*.jsonl         one row a line, as JSON; times are in UTC, `id` is the same wherever it is named
files/          what was attached to tasks, each in a folder named for its id; files.jsonl has the paths

What the columns mean is written in the documentation of Primo, in docs/exports.md.

Not in it: passwords, tokens and keys, and anything made of them, so links and sessions cannot be used from here;
comments and files that were deleted; search words and counts, which are made anew; mails, which have been sent.
What was put into the trash is in it.
"""


def write_readme(archive: Archive, scope: str) -> None:
    archive.write_text("README.txt", TEXT.format(scope=SCOPES[scope]))
