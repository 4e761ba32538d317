"""Logos: taken for what their bytes are, kept once, shown to whoever knows their name, of this tenant only."""

import struct
import zlib
from base64 import b64encode

import pytest

from contracts.portal_config.logos import KeepLogo, ShowLogo
from contracts.principal import ANONYMOUS, Principal
from portal_config.app import keep_logo
from portal_config.domain.logo import MAX_BYTES, MAX_SIDE, Logo
from portal_config.domain.refusal import NoLogo
from stack.doors import Doors, Refused


def png(width: int = 3, height: int = 2, more: bytes = b"") -> bytes:
    """A PNG that browsers draw."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    drawn = zlib.compress(b"".join(b"\0" + b"\x10\x20\x30" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", drawn) + chunk(b"IEND", b"") + more


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG: a segment of an application, then the frame's header."""
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 9
    return b"\xff\xd8\xff\xe0\x00\x04JF" + frame + b"\xff\xd9"


def webp(kind: bytes, data: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 22 + len(data)) + b"WEBP" + kind + struct.pack("<I", len(data)) + data


SIMPLE = webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 30, 20))
LOSSLESS = webp(b"VP8L", b"\x2f" + (29 | 19 << 14).to_bytes(4, "little") + b"\0" * 8)
EXTENDED = webp(b"VP8X", b"\0\0\0\0" + (29).to_bytes(3, "little") + (19).to_bytes(3, "little"))


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (png(), "image/png", (3, 2)), (jpeg(30, 20), "image/jpeg", (30, 20)), (SIMPLE, "image/webp", (30, 20)),
        (LOSSLESS, "image/webp", (30, 20)), (EXTENDED, "image/webp", (30, 20)),
        (png(MAX_SIDE, 1), "image/png", (MAX_SIDE, 1)),
    ],
)  # fmt: skip
def test_a_picture_is_what_its_bytes_say(content: bytes, kind: str, size: tuple[int, int]) -> None:
    found = Logo.of(content)

    assert (found.media_type, (found.width, found.height)) == (kind, size)
    assert found.id == Logo.of(content).id != Logo.of(png(5, 5)).id


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"GIF89a" + b"\0" * 40,
        b"<?xml version='1.0'?><svg/>", png()[:20], b"\xff\xd8\xff" + b"\xff" * 50, b"\xff\xd8\xff\xe0\x00\x00",
        webp(b"VP8 ", b"\0" * 10), b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 20, png(MAX_SIDE + 1, 1), png(1, 0),
        jpeg(60_000, 60_000), png(more=b"x" * MAX_BYTES), b"%PDF-1.7" + png(),
    ],
    ids=range(14),
)  # fmt: skip
def test_whatever_else_it_is_is_refused(content: bytes) -> None:
    with pytest.raises(NoLogo):
        Logo.of(content)


def said(content: bytes) -> KeepLogo:
    return KeepLogo(content=b64encode(content).decode())


async def test_it_is_kept_once_and_shown_to_anybody_of_its_own_tenant_only(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    first, again = await doors.call(said(png()), acme), await doors.call(said(png()), acme)
    theirs = await doors.call(said(png(9, 9)), globex)
    shown = await doors.call(ShowLogo(tenant=acme.tenant, id=first.id), ANONYMOUS)
    assert first == again
    assert (shown.media_type, shown.content) == ("image/png", b64encode(png()).decode())
    assert await doors.database.raw["logos"].count_documents({"tenant": acme.tenant}) == 1
    with pytest.raises(Refused, match="unknown-logo"):
        await doors.call(ShowLogo(tenant=acme.tenant, id=theirs.id), ANONYMOUS)


async def test_what_cannot_be_one_is_refused_with_its_place_and_there_is_a_bound(
    doors: Doors, acme: Principal, globex: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_logo, "MAX_LOGOS", 1)
    with pytest.raises(Refused, match="no-logo"):
        await doors.call(said(b"<svg/>"), acme)
    with pytest.raises(Refused, match="no-logo"):
        await doors.call(KeepLogo(content="AAAAA"), acme)
    await doors.call(said(png()), acme)
    with pytest.raises(Refused, match="too-many"):
        await doors.call(said(png(4, 4)), acme)
    await doors.call(said(png()), acme)
    await doors.call(said(png(4, 4)), globex)
