"""A stack of one's own can be killed, frozen and grown, and nothing of it stays."""

import subprocess
from collections.abc import Iterator

import pymongo
import pytest
from pymongo.errors import PyMongoError

from local.stand_ins.launch import STAND_IN
from portico_local.parts import http_look
from portico_local.parts.part import NotReady
from portico_local.processes import marks
from portico_local.services import Launch
from portico_local.stack import Stack
from stack import own_stack, wait_until

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with own_stack(STAND_IN) as made:
        made.start_all()
        yield made


def test_a_killed_database_comes_back_with_its_data(stack: Stack) -> None:
    with pymongo.MongoClient[dict[str, int]](stack.addresses["PORTICO_MONGO_URL"]) as client:
        client["test"]["things"].with_options(write_concern=pymongo.WriteConcern("majority", j=True)).insert_one(
            {"n": 1}
        )
    stack.part("mongodb").restart(killing=True)
    with pymongo.MongoClient[dict[str, int]](stack.addresses["PORTICO_MONGO_URL"]) as client:
        assert client["test"]["things"].count_documents({"n": 1}) == 1


def test_a_killed_broker_comes_back_with_its_user(stack: Stack) -> None:
    stack.part("rabbitmq").restart(killing=True)
    assert stack.part("rabbitmq").is_ready()


def test_a_frozen_part_answers_nothing_until_thawed(stack: Stack) -> None:
    database = stack.part("mongodb")

    def answers() -> bool:
        address = stack.addresses["PORTICO_MONGO_URL"]
        try:
            with pymongo.MongoClient[dict[str, int]](address, serverSelectionTimeoutMS=500) as client:
                return bool(client.admin.command("ping"))
        except PyMongoError:
            return False

    database.freeze()
    try:
        assert not answers()
    finally:
        database.thaw()
    wait_until(answers)


def test_another_replica_runs_beside_with_settings_of_its_own(stack: Stack) -> None:
    replica = stack.replica("records", {"PORTICO_LOG_LEVEL": "debug"})
    assert replica.name == "records-2"
    assert http_look.status(int(replica.where.rpartition(":")[2]), "/readyz") == 200
    assert stack.part("records").is_alive
    assert "records listens" in replica.log_text()
    replica.kill()
    assert marks.marked(stack.layout.state, "records-2") == []


def test_nothing_stays_of_a_stack() -> None:
    with own_stack(STAND_IN) as made:
        made.ensure("rabbitmq", "mail")
        state, node = made.layout.state, made.part("rabbitmq").pid
        assert {"rabbitmq", "rabbitmq-epmd", "mail"} <= marks.names(state)
        made.stop()
        assert marks.marked(state) == []
    assert not state.exists()
    assert subprocess.run(["/bin/kill", "-0", str(node)], capture_output=True, check=False).returncode  # noqa: S603


def test_what_does_not_start_says_why() -> None:
    failing = Launch(("records",), ("/bin/sh", "-c", "echo no key for tokens; exit 2"), STAND_IN.topology)
    with own_stack(failing) as made, pytest.raises(NotReady) as told:
        made.start_together(made.make_services())
    assert "records ended while starting" in str(told.value)
    assert "no key for tokens" in str(told.value)


def test_the_topology_is_declared_by_the_operators_command() -> None:
    with own_stack() as made:
        made.ensure("rabbitmq")
        made.apply_topology()
        made.apply_topology()
