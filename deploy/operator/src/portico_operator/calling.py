"""Calls as the operator: a connection to the bus and a token of a minute, made anew for each call."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import aio_pika
from aio_pika.abc import AbstractRobustConnection

from chassis.call_client import CallClient
from chassis.tokens import OPERATOR_SECONDS, TokenSigner
from contracts.message import Message, Request, Who
from contracts.principal import Principal
from portico_operator.settings import OperatorSettings

A = TypeVar("A", bound=Message)


class MissingSettingError(Exception):
    """A setting that this command needs is not there."""


class OperatorCalls:
    """Makes calls over one connection."""

    def __init__(self, connection: AbstractRobustConnection, operator_key: str) -> None:
        self.connection = connection
        self._client, self._signer = CallClient(connection), TokenSigner(operator_key)

    async def call(self, request: Request[A]) -> A:
        """Give the answer. Raises CallRefusedError."""
        token = self._signer.sign(Principal(Who.OPERATOR, subject="operator"), OPERATOR_SECONDS)
        return await self._client.call(request, {"authorization": f"Bearer {token}"})

    async def close(self) -> None:
        """Let go of the reply queue."""
        await self._client.close()


@asynccontextmanager
async def calling(settings: OperatorSettings) -> AsyncIterator[OperatorCalls]:
    """Connect. Raises MissingSettingError, and what a broker that is away raises."""
    if settings.operator_key is None:
        raise MissingSettingError("PORTICO_OPERATOR_KEY")
    connection = await aio_pika.connect_robust(settings.amqp_url.get_secret_value(), timeout=5)
    async with connection:
        calls = OperatorCalls(connection, settings.operator_key.get_secret_value())
        yield calls
        await calls.close()
