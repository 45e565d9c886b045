"""Pictures drawn anew from what somebody sent: small ones of our own making, without anything that came along.

What was sent is never shown in a page; only these are.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 40_000_000
SIZES = {"small": (320, 240), "large": (1600, 1600)}
KIND = "image/webp"


class NotShown(Exception):
    """This is no picture that we draw."""


def looks_like_picture(head: bytes) -> bool:
    """Say whether a file begins as one of the four kinds of pictures does."""
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )


def draw_previews(body: bytes) -> dict[str, bytes]:
    """Return the picture in each size, or raise NotShown; its size is asked before any of it is unpacked."""
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise NotShown("too many pixels")
            sent.draft("RGB", SIZES["large"])
            upright = ImageOps.exif_transpose(sent)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except NotShown:
        raise
    except Exception as fault:  # whatever a broken picture makes of the library, it only means that it is not shown
        raise NotShown(str(fault)) from fault
    return {name: draw(plain, size) for name, size in SIZES.items()}


def draw(picture: Image.Image, size: tuple[int, int]) -> bytes:
    """Return a copy that fits, made of nothing but its pixels."""
    small = Image.new(picture.mode, picture.size)
    small.paste(picture)
    small.thumbnail(size)
    out = BytesIO()
    small.save(out, "WEBP", quality=80, method=3)
    return out.getvalue()
