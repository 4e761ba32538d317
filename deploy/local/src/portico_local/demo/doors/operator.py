"""The operator's command makes the tenant. It is safe to repeat, and tells what is lost anew."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portico_local.demo.doors.refusal import DoorStayedShut

COMMAND = str(Path(sys.executable).with_name("portico"))
WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Made:
    """A tenant's keys. `owner_token` and `api_key` are None once they are in use."""

    owner_token: str | None
    api_key: str | None
    amqp_url: str


def create_tenant(settings: Mapping[str, str], tenant: str, name: str, owner: str) -> Made:
    """Make the tenant, or find it. Its broker user gets a new password: nobody but the demo has the old one."""
    words = ("tenant", "create", tenant, "--name", name, "--owner", owner, "--json", "--new-broker-password")
    try:
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            (COMMAND, *words),
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            timeout=WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DoorStayedShut(f"portico tenant create: no answer within {WITHIN_S:.0f} s") from error
    if done.returncode:
        raise DoorStayedShut(f"portico tenant create: {done.stderr.strip() or done.stdout.strip()}")
    said = json.loads(done.stdout)
    link = said["owner_link"]
    return Made(link.rpartition("/")[2] if link else None, said["api_key"], said["amqp_url"])
