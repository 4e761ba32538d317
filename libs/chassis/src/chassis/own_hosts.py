"""Host names of single portals: what the setting says, read and checked once, to serve by and to link by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

MAX_HOSTS: Final = 1_000
_HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_PORTAL: Final = re.compile(r"[a-z][a-z0-9-]{1,30}/[a-z][a-z0-9-]{1,30}")


@dataclass(frozen=True, slots=True)
class OwnHosts:
    """`portals` by host; `root` is the address of all portals that have no host of their own.

    Of several hosts of a portal the first is the one that others lead to.
    """

    root: str
    portals: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, root: str) -> "OwnHosts":
        """Read `portal.acme.example=acme/customers,…`. Raises ValueError with what is wrong."""
        portals: dict[str, str] = {}
        for pair in filter(None, (each.strip() for each in text.split(","))):
            host, _, portal = pair.partition("=")
            if not _HOST.fullmatch(host) or not _PORTAL.fullmatch(portal):
                raise ValueError(f"{pair!r} is not a host in small letters, =, and a portal as tenant/slug")
            if host in portals or host == urlsplit(root).hostname:
                raise ValueError(f"{host!r} is named already")
            portals[host] = portal
        if len(portals) > MAX_HOSTS:
            raise ValueError(f"at most {MAX_HOSTS} hosts")
        return cls(root.rstrip("/"), portals)

    def portal_at(self, host: str) -> str | None:
        """Give the portal of a `Host` header, which may name a port; None for any other host."""
        return self.portals.get(host.rpartition(":")[0] if re.search(r":[0-9]*$", host) else host)

    def own(self, portal: str) -> str | None:
        """Give the address of a portal's own host, None where it has none."""
        host = next((host for host, one in self.portals.items() if one == portal), None)
        if host is None:
            return None
        whole = urlsplit(self.root)
        return f"{whole.scheme}://{host}" + (f":{whole.port}" if whole.port else "")

    def address(self, portal: str) -> str:
        """Give what addresses of a portal's pages begin with."""
        return self.own(portal) or f"{self.root}/p/{portal}"

    def link(self, path: str) -> str:
        """Give the address of a path below `root`: of a portal's page, at its own host."""
        found = re.match(r"/p/([^/]+/[^/]+)(/.*)", path)
        return self.address(found[1]) + found[2] if found else self.root + path
