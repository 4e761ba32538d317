"""Fixtures of the shared stack. Each starts only what it names, once for the whole run, whichever worker asks first.

Tests share these parts: make tenants, databases or virtual hosts of your own (`own_vhost`, `own_database`) and never
break a part here. A test that kills or freezes parts takes `own_stack()` or `own_suite`, and is marked `alone`.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portico_local.parts.part import NotReady
from portico_local.stack import Stack
from stack import broker
from stack.keeper import SUITE, Keeper, ask
from stack.own import own_stack

DOOR = "PORTICO_TEST_STACK_DOOR"
KEEPER = pytest.StashKey[Keeper]()
Ask = Callable[[str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class S3Store:
    """The S3 store: where, and with which keys."""

    url: str
    region: str
    access_key: str
    secret_key: str


@dataclass(frozen=True, slots=True)
class Suite:
    """All services, one of each. `settings` are the environment that services and the `portico` command run with."""

    edge_url: str
    mail_url: str
    settings: dict[str, str]
    logs: Path  # `<service>.log` each

    @property
    def environ(self) -> dict[str, str]:
        """A whole environment for commands run against this suite."""
        return {**os.environ, **self.settings}


def pytest_configure(config: pytest.Config) -> None:
    """The leader of the run opens the door; workers inherit its address."""
    if not hasattr(config, "workerinput"):
        config.stash[KEEPER] = Keeper()
        os.environ[DOOR] = str(config.stash[KEEPER].door)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The leader ends what was started."""
    if (kept := config.stash.get(KEEPER, None)) is not None:
        kept.close()


@pytest.fixture(scope="session")
def _ask() -> Ask:
    def answered(need: str) -> dict[str, str]:
        try:
            return ask(Path(os.environ[DOOR]), need)
        except NotReady as error:
            pytest.fail(str(error), pytrace=False)

    return answered


@pytest.fixture(scope="session")
def mongo_url(_ask: Ask) -> str:
    """The MongoDB replica set."""
    return _ask("mongodb")["PORTICO_MONGO_URL"]


@pytest.fixture(scope="session")
def amqp_url(_ask: Ask) -> str:
    """RabbitMQ's virtual host `/`, as the operator."""
    return _ask("rabbitmq")["PORTICO_AMQP_URL"]


@pytest.fixture(scope="session")
def amqp_management_url(_ask: Ask) -> str:
    """RabbitMQ's management API with the operator's login in it."""
    return _ask("rabbitmq")["PORTICO_AMQP_MANAGEMENT_URL"]


@pytest.fixture(scope="session")
def s3(_ask: Ask) -> S3Store:
    """The S3 store with its keys."""
    found = _ask("s3")
    names = ("PORTICO_S3_URL", "PORTICO_S3_REGION", "PORTICO_S3_ACCESS_KEY", "PORTICO_S3_SECRET_KEY")
    return S3Store(*(found[name] for name in names))


@pytest.fixture(scope="session")
def s3_url(s3: S3Store) -> str:
    """The S3 store's address alone."""
    return s3.url


@pytest.fixture(scope="session")
def smtp_url(_ask: Ask) -> str:
    """The mail catcher's SMTP side."""
    return _ask("mail")["PORTICO_SMTP_URL"]


@pytest.fixture(scope="session")
def mail_url(_ask: Ask) -> str:
    """The mail catcher's page: `GET {mail_url}/api/messages?to=…`."""
    return _ask("mail")["PORTICO_MAIL_URL"]


@pytest.fixture
def own_database() -> str:
    """A database name that no other test has."""
    return f"test_{secrets.token_hex(6)}"


@pytest.fixture
def own_vhost(amqp_url: str, amqp_management_url: str) -> Iterator[str]:
    """The AMQP address of an empty virtual host of this test's own."""
    name = f"test-{secrets.token_hex(6)}"
    broker.make_vhost(amqp_management_url, name)
    yield broker.with_vhost(amqp_url, name)
    broker.delete_vhost(amqp_management_url, name)


@pytest.fixture(scope="session")
def suite(_ask: Ask) -> Suite:
    """The whole of Portico behind its edge, shared by the run."""
    settings = _ask(SUITE)
    logs = Path(os.environ[DOOR]).parent / "state/logs"
    return Suite(settings["PORTICO_EDGE_URL"], settings["PORTICO_MAIL_URL"], settings, logs)


@pytest.fixture(scope="session")
def own_suite() -> Iterator[Stack]:
    """The whole of Portico for the tests that run alone, in a row: kill and freeze at will, and leave it whole."""
    with own_stack() as stack:
        stack.start_all()
        yield stack
