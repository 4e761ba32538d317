"""Lets callers in, or not: who they are, whether they may, how often they asked. In this order, before any body."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.requests import Request as HttpRequest

from chassis.call_router import FOR_ANYBODY, Gate
from chassis.problems import Refused
from contracts.message import Request, Who
from contracts.principal import ANONYMOUS, Principal
from edge.app.identify import Identify
from edge.app.limits import Limits, RateClass, network_of
from edge.domain.crowd import Crowd
from edge.domain.rate import Allowance
from edge.http.route import BODY, Route

UNKNOWN_ADDRESS: Final = "unknown"
NETWORK_LETTERS: Final = 32


@dataclass(frozen=True, slots=True)
class Admitted:
    """A caller who may go on. `token` is the access token, "" for somebody anonymous; `network` a hash of theirs."""

    who: Principal
    token: str
    allowance: Allowance | None
    network: str

    def with_allowance(self, allowance: Allowance) -> "Admitted":
        """Give the same caller with what is left of their quota."""
        return replace(self, allowance=allowance)


class Reception:
    """What every door asks first."""

    def __init__(
        self, identify: Identify, gate: Gate, limits: Limits, key: bytes, *, crowd: int, heavy: int, hops: int
    ) -> None:
        """Take what is asked first; `key` is 32 bytes, the same on every replica, that networks are hashed with."""
        self._identify, self._gate, self._limits, self.hops = identify, gate, limits, hops
        self._key = key
        self._crowd, self._heavy = Crowd(crowd), Crowd(heavy)

    def crowd_of(self, route: Route) -> Crowd:
        """Give the places that requests of a route take: those with large bodies have few."""
        return self._crowd if route.size <= BODY else self._heavy

    async def admit(self, route: Route, http: HttpRequest, *, cut_off_ok: bool = False) -> Admitted:
        """Give who is calling. Raises what refuses them: 401, 403, 429, 503."""
        address = self.address_of(http)
        shown = None if route.request.WHO == FOR_ANYBODY else http.headers.get("authorization")
        try:
            token = await self._identify(shown, address)
            who = self._gate.admit(route.request, f"Bearer {token}" if token else "", cut_off_ok=cut_off_ok)
            _refuse_at_the_wrong_door(route, who)
        except Exception:
            # Whoever is not let in counts too, by address: guessing has a quota.
            self._limits.take_address(route.rate, address)
            raise
        return Admitted(who, token, self._limits.take(route.rate, who, address), self._network(address))

    def admit_anyone(self, rate: RateClass, http: HttpRequest) -> Admitted:
        """Let a page's visitor in: no credential counts there, but everybody has a quota. Raises TooManyRequests."""
        address = self.address_of(http)
        return Admitted(ANONYMOUS, "", self._limits.take(rate, ANONYMOUS, address), self._network(address))

    def admit_session(self, rate: RateClass, http: HttpRequest, token: str, request: type[Request[Any]]) -> Admitted:
        """Let in whoever's browser holds a session: `token` is its access token. Raises as `admit`."""
        address = self.address_of(http)
        try:
            who = self._gate.admit(request, f"Bearer {token}")
        except Exception:
            self._limits.take_address(rate, address)
            raise
        return Admitted(who, token, self._limits.take(rate, who, address), self._network(address))

    @property
    def crowd(self) -> Crowd:
        """Give the places that pages take."""
        return self._crowd

    def network(self, http: HttpRequest) -> str:
        """Give the hash of a caller's network."""
        return self._network(self.address_of(http))

    def refuse_call(self, request: type[Request[Any]], admitted: Admitted) -> None:
        """Raise what refuses this caller this call: the same gate as in every service, before anything is sent."""
        self._gate.admit(request, f"Bearer {admitted.token}" if admitted.token else "")

    def _network(self, address: str) -> str:
        """Give what services may know of an address: a keyed hash of its network, to count by and to nothing else."""
        said = b"network:" + network_of(address).encode()
        return hmac.digest(self._key, said, hashlib.sha256).hex()[:NETWORK_LETTERS]

    def address_of(self, http: HttpRequest) -> str:
        """Give the caller's address: the peer's, or what the last of our own proxies saw."""
        if self.hops:
            seen = [each.strip() for each in ",".join(http.headers.getlist("x-forwarded-for")).split(",")]
            if len(seen) >= self.hops:
                return seen[-self.hops]
        return http.client.host if http.client else UNKNOWN_ADDRESS


def _refuse_at_the_wrong_door(route: Route, who: Principal) -> None:
    """Raise Refused (403) for somebody who may make the call, but through another door: staff sign out at their own."""
    if who.kind not in route.who and Who.ANYONE not in route.who:
        raise Refused(403, "identity.not-allowed", "This is not for you")
