"""Settings of the edge, from the environment."""

import secrets
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from chassis.keys import read_bytes
from chassis.own_hosts import OwnHosts
from chassis.settings import ChassisSettings


class EdgeSettings(ChassisSettings):
    """Read from `PORTICO_…`; the limits hold for each replica."""

    edge_host: str = Field(default="127.0.0.1", description="Address that the public door listens on")
    edge_port: int = Field(default=8080, ge=0, le=65535, description="Port of the public door, probes there too")
    edge_url: str = Field(default="http://127.0.0.1:8080", description="Public address; https turns on Secure and HSTS")
    edge_hosts: str = Field(
        default="",
        description="Host names of single portals: portal.acme.example=acme/customers, several parted by commas",
    )
    public_amqp_url: str = Field(
        default="",
        description="Address of the broker as backoffices reach it, amqps://broker.example:5671; told to staff beside "
        "API keys. Empty: it is not told",
    )
    web_key: SecretStr = Field(
        default=SecretStr(""),
        description="32 bytes, base64url, that forms are signed and callers' networks hashed with; the same for every "
        "replica. Empty: a random one",
    )
    trusted_hops: int = Field(
        default=0, ge=0, le=5, description="Proxies of ours in front, each adding to X-Forwarded-For; 0 ignores it"
    )
    edge_replicas: int = Field(
        default=1, ge=1, le=1000, description="Replicas that share the limits below: each allows limit ÷ replicas"
    )
    rate_sign_in: int = Field(
        default=600, ge=1, description="Sign-ins, invitations and unknown API keys a minute, per address"
    )
    rate_read: int = Field(default=6_000, ge=1, description="Reads a minute, per principal, or address when anonymous")
    rate_write: int = Field(default=1_200, ge=1, description="Writes a minute, per principal")
    rate_intake: int = Field(default=12_000, ge=1, description="Requests that publish events a minute, per API key")
    in_flight: int = Field(default=500, ge=1, le=10_000, description="Requests that a replica works on at once")
    streams: int = Field(default=2_000, ge=1, le=100_000, description="Live streams that a replica holds open at once")
    streams_each: int = Field(default=20, ge=1, le=1_000, description="Of those, as many of one person")
    exports: int = Field(default=8, ge=1, le=200, description="Lists that a replica writes to files at once")
    heavy_in_flight: int = Field(
        default=16, ge=1, le=500, description="Of those with large bodies (events, drafts), as many at once"
    )

    def form_key(self) -> bytes:
        """Give the key that forms are signed and networks hashed with."""
        text = self.web_key.get_secret_value()
        return read_bytes(text) if text else secrets.token_bytes(32)

    @field_validator("public_amqp_url")
    @classmethod
    def _of_a_broker(cls, address: str) -> str:
        said = urlsplit(address)
        if address and (said.scheme not in ("amqp", "amqps") or not said.hostname or said.password):
            raise ValueError("must be amqp://host:port or amqps://host:port, without anybody's password")
        return address.rstrip("/")

    @model_validator(mode="after")
    def _hosts_that_can_be(self) -> Self:
        OwnHosts.read(self.edge_hosts, self.edge_url)
        return self

    @property
    def own_hosts(self) -> OwnHosts:
        """Give the host names of single portals."""
        return OwnHosts.read(self.edge_hosts, self.edge_url)

    @property
    def https(self) -> bool:
        """Tell whether the public reaches the edge over TLS."""
        return urlsplit(self.edge_url).scheme == "https"
