"""A tenant, and the intake queue that its events take."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tenant:
    """A business. `shard` is decided once and kept, so that more shards later move nobody."""

    tenant: str
    name: str
    shard: int


def shard_of(tenant: str, shards: int) -> int:
    """Give the shard of a new tenant, 0 to `shards` - 1: the same on every machine and in every version."""
    return int.from_bytes(hashlib.sha256(tenant.encode()).digest()[:8], "big") % shards
