"""Names that Portico gives: derived from what a thing is, so that they never change and tell nothing."""

import base64
import hashlib
from typing import Final

DIGEST_BYTES: Final = 18
"""144 bits of SHA-256: nobody meets another's by chance."""


def public_id(tenant: str, module: str, record_id: str) -> str:
    """Name a record: URL-safe, 24 characters."""
    return _digest("record", tenant, module, record_id)


def event_key(tenant: str, source: str, event_id: str) -> str:
    """Name an event in quarantine: ids are unique per source only."""
    return _digest("event", tenant, source, event_id)


def body_key(tenant: str, body: bytes) -> str:
    """Name a message in quarantine that has no id to be read."""
    return _digest("body", tenant, hashlib.sha256(body).hexdigest())


def source_key(tenant: str, source: str) -> str:
    """Name a source: what its events call it is no part of an address."""
    return _digest("source", tenant, source)


def preview_id(tenant: str, slug: str, revision: int, document: bytes) -> str:
    """Name a draft by what it says."""
    return _digest("preview", tenant, slug, str(revision), hashlib.sha256(document).hexdigest())


def _digest(*parts: str) -> str:
    """Digest the parts, each behind its length, so that no two lists of parts are written alike."""
    about = "".join(f"{len(part)}:{part}" for part in parts).encode(errors="surrogatepass")
    return base64.urlsafe_b64encode(hashlib.sha256(about).digest()[:DIGEST_BYTES]).decode()
