"""What people are told about the demo: who may log in where, and what to try first."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from portico_local import environment_files
from portico_local.layout import Layout

AMQP_HOST = "AMQP_HOST"


@dataclass(frozen=True, slots=True)
class Login:
    """One person of the demo."""

    who: str  # "Ann, buyer at Kleber Bau (German)"
    where: str  # "POST $PORTICO_EDGE_URL/api/v1/auth/login, portal acme/customers"
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Story:
    """The demo, told in a few lines.

    Its texts name addresses as `$PORTICO_EDGE_URL`, and the broker's host as `$AMQP_HOST`: the story is kept, while
    ports may be others at the next start.
    """

    logins: tuple[Login, ...]
    to_try: tuple[str, ...]  # three, each one command under what it does
    keys: tuple[str, ...] = ()  # what a backoffice system gets in with
    addresses: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """As shown at the end of `make run`."""
        known = {**self.addresses, AMQP_HOST: _host_of(self.addresses.get("PORTICO_AMQP_URL", ""))}
        return (Template(line).safe_substitute(known) for line in self._lines())

    def write(self, path: Path) -> None:
        """Keep it, in one step: a file that is there is complete. Only its owner reads it, since keys are in it."""
        beside = path.with_suffix(".new")
        kept = {name: value for name, value in asdict(self).items() if name != "addresses"}
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, environment_files.OWNER_ONLY)
        with os.fdopen(opened, "w") as file:
            json.dump(kept, file, indent=2, ensure_ascii=False)
        beside.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Story | None":
        """The story kept in `path`, with the addresses of the run that is on, or None."""
        if not path.exists():
            return None
        row = json.loads(path.read_text())
        logins = tuple(Login(**login) for login in row["logins"])
        addresses = environment_files.read(Layout(path.parent).addresses)
        return cls(logins, tuple(row["to_try"]), tuple(row["keys"]), addresses)

    def _lines(self) -> Iterator[str]:
        yield "\nLogins"
        for where, logins in groupby(self.logins, lambda login: login.where):
            yield f"  {where}"
            for login in logins:
                yield f"    {login.email:<48} {login.password:<22} {login.who}"
        if self.keys:
            yield "\nA backoffice of theirs"
            yield from (f"  {key}" for key in self.keys)
        yield "\nTry"
        for number, what in enumerate(self.to_try, 1):
            yield f"  {number}. {what}"


def _host_of(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc.rpartition("@")[2] + parts.path
