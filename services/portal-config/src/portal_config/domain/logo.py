"""A logo: a picture that is what it says by its own bytes, small enough to be shown on every page. No SVG: it can run.

PNG: W3C PNG 3, 5.2 and 11.2.1. JPEG: ITU-T T.81, B.2.2. WebP: RFC 9649, 2.6.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from portal_config.domain.refusal import NoLogo

MAX_BYTES: Final = 200_000
MAX_SIDE: Final = 2_000
"""Pixels: small files can hold pictures that take gigabytes to draw."""
MAX_LOGOS: Final = 200
"""Of one tenant; they are kept, since versions name them."""
Size = tuple[int, int]
_FRAMES: Final = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
"""JPEG's markers of a frame header; between them stand those of tables."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture under the fingerprint of its bytes."""

    id: str
    media_type: str
    width: int
    height: int
    content: bytes

    @classmethod
    def of(cls, content: bytes) -> "Logo":
        """Take a picture. Raises NoLogo for what is too large, or none of the three kinds."""
        if len(content) > MAX_BYTES:
            raise NoLogo(f"It has {len(content)} bytes; at most {MAX_BYTES} are taken.")
        for media_type, read in _KINDS.items():
            size = read(content)
            if size is not None:
                return cls(_named(content), media_type, *_bounded(size), content)
        raise NoLogo("It is no PNG, JPEG or WebP picture.")


def _named(content: bytes) -> str:
    return "logo_" + urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _bounded(size: Size) -> Size:
    if not all(0 < side <= MAX_SIDE for side in size):
        raise NoLogo(f"It is {size[0]} by {size[1]} pixels; at most {MAX_SIDE} a side are taken.")
    return size


def _png(content: bytes) -> Size | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR" or len(content) < 33:
        return None
    return _big(content[16:20]), _big(content[20:24])


def _jpeg(content: bytes) -> Size | None:
    """Walk the segments up to the frame's header, which says the size."""
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], _big(content[at + 2 : at + 4])
        if marker in _FRAMES:
            return _big(content[at + 7 : at + 9]), _big(content[at + 5 : at + 7])
        at += 2 + max(length, 2)
    return None


def _webp(content: bytes) -> Size | None:
    if len(content) < 30 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return _little(content[24:27]) + 1, _little(content[27:30]) + 1
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = _little(content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        return _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF
    return None


def _big(octets: bytes) -> int:
    return int.from_bytes(octets, "big")


def _little(octets: bytes) -> int:
    return int.from_bytes(octets, "little")


_KINDS: Final[dict[str, Callable[[bytes], Size | None]]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
}
