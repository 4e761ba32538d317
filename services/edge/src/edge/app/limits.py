"""Keep everybody to their quota, per replica: by address while anonymous or signing in, by principal after."""

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from contracts.message import Who
from contracts.principal import Principal
from edge.domain.rate import Allowance, Meter
from edge.domain.refusal import TooManyRequests
from edge.ports import Clock

RateClass = Literal["sign_in", "read", "write", "intake"]
KEPT_ADDRESSES: Final = 2_000
"""Of which the network is remembered: to read an address takes longer than to count it."""


class Limits:
    """The meters of this replica."""

    def __init__(self, meters: Mapping[RateClass, Meter], now: Clock) -> None:
        self._meters, self._now = meters, now

    def take(self, rate: RateClass, who: Principal, address: str) -> Allowance:
        """Count one request. Raises TooManyRequests."""
        if rate == "sign_in" or who.kind is Who.ANYONE:
            return self.take_address(rate, address)
        return self._take(rate, f"{who.kind}:{who.tenant}:{who.acting or who.subject}")

    def take_address(self, rate: RateClass, address: str) -> Allowance:
        """Count one request of an address. Raises TooManyRequests."""
        return self._take(rate, f"address:{network_of(address)}")

    def _take(self, rate: RateClass, asker: str) -> Allowance:
        allowance = self._meters[rate].take(asker, self._now())
        if allowance.retry_after:
            raise TooManyRequests(allowance)
        return allowance


@lru_cache(KEPT_ADDRESSES)
def network_of(address: str) -> str:
    """Give what one customer of a network provider has: an IPv4 address, or an IPv6 /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
