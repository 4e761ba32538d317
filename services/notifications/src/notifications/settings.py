"""Settings of notifications."""

from email.headerregistry import Address
from email.utils import parseaddr
from typing import Final, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from chassis.own_hosts import OwnHosts
from chassis.settings import StoreSettings

LEASE_MARGIN: Final = 5.0
"""Seconds that a turn outlives the longest delivery: for writing the mail and marking it."""


class NotificationsSettings(StoreSettings):
    """Read from `PORTICO_…`."""

    smtp_url: SecretStr = Field(
        description="Mail server: smtp://host:25, smtps://host:465, with user:password@ where it wants them"
    )
    mail_from: str = Field(
        default="Portico <no-reply@portico.example>", description='Sender of mails, e.g. "Acme <no-reply@acme.example>"'
    )
    edge_url: str = Field(description="The portal's public address, for links in mails")
    edge_hosts: str = Field(
        default="",
        description="Host names of single portals: portal.acme.example=acme/customers, several parted by commas",
    )
    seal_key: SecretStr = Field(description="Private key that opens the tokens that identity sealed for us")
    mail_deadline: float = Field(default=15.0, gt=0, le=300, description="Seconds that one delivery may take")
    mail_workers: int = Field(default=4, ge=1, le=50, description="Mails that a replica delivers at once")
    mail_idle: float = Field(default=0.5, gt=0, le=60, description="Seconds between looks for mails that are due")

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, url: SecretStr) -> SecretStr:
        if not url.get_secret_value().startswith(("smtp://", "smtps://")):
            raise ValueError("must begin with smtp:// or smtps://")
        return url

    @field_validator("mail_from")
    @classmethod
    def _an_address(cls, text: str) -> str:
        name, address = parseaddr(text)
        Address(name, addr_spec=address)
        if not address:
            raise ValueError("must be an address")
        return text

    @model_validator(mode="after")
    def _hosts_that_can_be(self) -> Self:
        OwnHosts.read(self.edge_hosts, self.edge_url)
        return self

    @property
    def own_hosts(self) -> OwnHosts:
        """Give the host names of single portals."""
        return OwnHosts.read(self.edge_hosts, self.edge_url)

    @property
    def sender(self) -> Address:
        """Give `mail_from` in its parts."""
        name, address = parseaddr(self.mail_from)
        return Address(name, addr_spec=address)

    @property
    def mail_lease(self) -> float:
        """Give the seconds that a mail in hand is nobody else's."""
        return self.mail_deadline + LEASE_MARGIN
