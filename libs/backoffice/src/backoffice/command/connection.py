"""Opens the way to Portico that the options name, and what goes with it."""

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from backoffice.amqp import AmqpWire
from backoffice.events import EventMaker, new_trace, tenant_of
from backoffice.http import HttpWire, tenant_of_key
from backoffice.problems import BackofficeError
from backoffice.publisher import Limits, Publisher
from backoffice.waiting import Pause
from backoffice.wire import Wire

MISSING = (
    "say where to publish: --amqp-url (PORTICO_BACKOFFICE_AMQP_URL), or --edge-url and --api-key. "
    "`portico tenant create` printed them to Portico's operator"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What the options say about where and as whom. Over AMQP where both ways are given."""

    amqp_url: str
    edge_url: str
    api_key: str
    tenant: str
    source: str
    backfill: bool
    dry_run: bool
    give_up_after: float

    def maker(self) -> EventMaker:
        """Give the maker of this tenant's events, in a trace of this run."""
        known = {tenant_of(self.amqp_url) if self.amqp_url else None, tenant_of_key(self.api_key), self.tenant or None}
        named = known - {None}
        if len(named) > 1:
            raise typer.BadParameter(
                f"the address, the key and --tenant name different tenants: {sorted(map(str, named))}"
            )
        if not named:
            raise typer.BadParameter("say whose events these are: --tenant")
        return EventMaker(str(named.pop()), self.source or None, trace=new_trace())

    def publisher(self, maker: EventMaker) -> Publisher | None:
        """Give a publisher; None for a dry run."""
        if self.dry_run:
            return None
        limits = Limits(give_up_after=self.give_up_after)
        return Publisher(self._wire(maker.tenant), limits, on_pause=tell_pause)

    def place(self, maker: EventMaker) -> str:
        """Name where this goes to: another installation, tenant or source has not heard what this one has.

        The credentials are part of it (hashed), since a new installation may well stand at an old one's address.
        """
        said = "\0".join((self.amqp_url or f"{self.edge_url} {self.api_key}", maker.tenant, maker.source))
        return f"{maker.tenant} {hashlib.sha256(said.encode()).hexdigest()[:16]}"

    def _wire(self, tenant: str) -> Wire:
        if self.amqp_url:
            return AmqpWire(self.amqp_url, tenant, backfill=self.backfill)
        if self.edge_url and self.api_key:
            return HttpWire(self.edge_url, self.api_key, backfill=self.backfill)
        raise typer.BadParameter(MISSING)


def state_file(given: Path | None) -> Path:
    """Give the file that remembers what was published."""
    if given is not None:
        return given
    folder = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    try:
        return Path(folder).expanduser() / "portico-backoffice" / "state.sqlite3"
    except RuntimeError as error:
        raise BackofficeError("there is no home folder to remember in; name a file with --state") from error


def tell_pause(pause: Pause) -> None:
    """Tell people why nothing moves."""
    sys.stderr.write(f"\rwaiting {pause.seconds:.1f} s: {pause.reason}\n")
