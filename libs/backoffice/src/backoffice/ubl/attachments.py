"""Takes embedded files out of a document: each has a stable document id that the record names, and its bytes."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from backoffice.checkpoint import write_whole
from backoffice.problems import InputRefusedError
from backoffice.ubl.node import Node

PATH: Final = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
REFERENCES: Final = ("cac:AdditionalDocumentReference", "cac:OriginatorDocumentReference")
MEDIA_TYPE: Final = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}")
UNKNOWN_TYPE: Final = "application/octet-stream"
MAX_NAME: Final = 150


@dataclass(frozen=True, slots=True)
class Attachment:
    """An embedded file. `document_id` is what the record's `documents` say; `name` is for people, never a path."""

    document_id: str
    name: str
    media_type: str
    content: bytes

    def save(self, folder: Path) -> Path:
        """Write the bytes into a folder, under a name that nobody outside chose; gives the file's path."""
        folder.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^A-Za-z0-9._-]+", "_", self.name).strip("._") or "document"
        path = folder / f"{self.document_id}-{plain[-80:]}"
        write_whole(path, self.content)
        return path


def attachments_of(document: Node, module: str, record_id: str) -> Iterator[Attachment]:
    """Give the embedded files; a reference to something elsewhere is not followed."""
    counted: dict[str, int] = {}
    for reference in (found for path in REFERENCES for found in document.all(path)):
        said = reference.said("cbc:ID") or ""
        for held in reference.all(PATH):
            nth = counted[said] = counted.get(said, 0) + 1
            yield Attachment(
                document_id=_document_id(module, record_id, said, nth),
                name=_name(held.attributes.get("filename") or said),
                media_type=_media_type(held.attributes.get("mimeCode", "")),
                content=_content(held),
            )


def _document_id(module: str, record_id: str, reference: str, nth: int) -> str:
    """Name it after its place, not its bytes: a corrected file brings the same document anew."""
    place = "\0".join((module, record_id, reference, str(nth)))
    return f"ubl-{hashlib.sha256(place.encode()).hexdigest()[:32]}"


def _name(said: str) -> str:
    last = PureWindowsPath(PurePosixPath(said).name).name
    clean = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return clean[-MAX_NAME:] or "document"


def _media_type(said: str) -> str:
    return said.lower() if MEDIA_TYPE.fullmatch(said) else UNKNOWN_TYPE


def _content(held: Node) -> bytes:
    try:
        return base64.b64decode("".join(held.text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputRefusedError.at(held.place, f"is not base64: {error}") from error
