"""What people called a file, made fit to be shown and saved; it is never used as a path."""

from __future__ import annotations

import re
import unicodedata

from app.texts import one_line

LONGEST = 200
"""In bytes of UTF-8, since that is what folders count."""

UNFIT = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def clean_name(given: str) -> str:
    """Return the last part of the name, without what turns it round, hides in it or means something to a system."""
    last = re.split(r"[/\\]", given)[-1]
    text = unicodedata.normalize("NFC", last)
    text = "".join(one for one in text if unicodedata.category(one) not in UNSEEN)
    text = one_line(UNFIT.sub("", text)).strip(" .")
    return shorten(text) or "file"


def shorten(name: str) -> str:
    """Cut the name to what a folder takes, and leave its ending."""
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 16:
        stem, dot, ending = name, "", ""
    room = LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
