"""The topology: nothing that matters is lost, everything is bounded, and only calls travel on classic queues."""

import pytest

from contracts.catalogue import CONSUMERS, FOLLOWERS, Consumer, Follower, events, requests
from contracts.topology import (
    BACKOFFICE_IN,
    BACKOFFICE_OUT,
    BROADCAST,
    BROADCAST_STREAM,
    EVENTS,
    RETRY_DELAYS,
    SHARDS,
    UNROUTED,
    Queue,
    build,
    call_queue,
    dead_name,
    followed,
    of_tenant,
    shard_queue,
    tenant_queue,
)

TOPOLOGY = build()
QUEUES = {queue.name: queue for queue in TOPOLOGY.queues}
CALLS = set(requests())
HOMES = sorted(name.removeprefix("dead.") for name in QUEUES if name.startswith("dead."))
EVERY = [*TOPOLOGY.queues, *of_tenant("acme", 0).queues]


@pytest.mark.parametrize("queue", EVERY, ids=lambda queue: queue.name)
def test_a_queue_is_bounded_and_says_what_happens_when_full(queue: Queue) -> None:
    if queue.name == BROADCAST_STREAM:
        assert queue.arguments["x-max-length-bytes"]
        assert queue.arguments["x-max-age"] == "1h"
        return
    assert int(queue.arguments["x-max-length"]) > 0
    assert queue.arguments["x-overflow"] in {"reject-publish", "drop-head"}


@pytest.mark.parametrize("queue", EVERY, ids=lambda queue: queue.name)
def test_only_calls_are_classic(queue: Queue) -> None:
    assert (queue.arguments.get("x-queue-type") not in {"quorum", "stream"}) == (queue.name in CALLS)


@pytest.mark.parametrize("home", HOMES)
def test_an_event_queue_has_dead_letters_and_a_delivery_limit(home: str) -> None:
    arguments = QUEUES[home].arguments
    assert arguments["x-queue-type"] == "quorum"
    assert arguments["x-dead-letter-exchange"] == ""
    assert arguments["x-dead-letter-routing-key"] == dead_name(home)
    assert arguments["x-dead-letter-strategy"] == "at-least-once"
    assert arguments["x-overflow"] == "reject-publish"  # at-least-once needs it
    assert int(arguments["x-delivery-limit"]) == 20


def test_every_home_of_events_has_dead_letters() -> None:
    homes = {consumer.queue for consumer in CONSUMERS} | {shard_queue(shard) for shard in range(SHARDS)}
    assert homes <= set(HOMES)
    kept = {UNROUTED, BROADCAST_STREAM, *RETRY_DELAYS, *CALLS, *(dead_name(home) for home in HOMES)}
    assert set(QUEUES) - kept == set(HOMES)


@pytest.mark.parametrize("home", HOMES)
def test_dead_letters_drop_nothing_and_die_no_further(home: str) -> None:
    arguments = QUEUES[dead_name(home)].arguments
    assert arguments["x-queue-type"] == "quorum"
    assert arguments["x-overflow"] == "reject-publish"
    assert "x-dead-letter-exchange" not in arguments
    assert "x-message-ttl" not in arguments


@pytest.mark.parametrize(("name", "seconds"), RETRY_DELAYS.items())
def test_a_delay_queue_brings_messages_home(name: str, seconds: int) -> None:
    arguments = QUEUES[name].arguments
    assert arguments["x-message-ttl"] == seconds * 1000
    assert arguments["x-dead-letter-exchange"] == ""
    assert "x-dead-letter-routing-key" not in arguments  # the home queue's name, which the message came with
    assert arguments["x-dead-letter-strategy"] == "at-least-once"


def test_delays_grow() -> None:
    assert list(RETRY_DELAYS.values()) == sorted(RETRY_DELAYS.values())


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_call_queue_keeps_nothing_behind(name: str) -> None:
    assert QUEUES[name] == call_queue(name)
    assert "x-dead-letter-exchange" not in QUEUES[name].arguments


def test_dead_letters_come_before_delays_and_delays_before_homes() -> None:
    order = [queue.name for queue in TOPOLOGY.queues]
    last_dead = max(order.index(dead_name(home)) for home in HOMES)
    first_home = min(order.index(home) for home in HOMES)
    assert last_dead < min(order.index(name) for name in RETRY_DELAYS)
    assert max(order.index(name) for name in RETRY_DELAYS) < first_home


def test_nothing_is_declared_twice() -> None:
    for things in (TOPOLOGY.exchanges, TOPOLOGY.queues):
        names = [thing.name for thing in things]
        assert len(names) == len(set(names))
    assert len(TOPOLOGY.bindings) == len(set(TOPOLOGY.bindings))


def test_bindings_name_what_is_declared() -> None:
    exchanges = {exchange.name for exchange in TOPOLOGY.exchanges}
    assert {binding.queue for binding in TOPOLOGY.bindings} <= set(QUEUES)
    assert {binding.exchange for binding in TOPOLOGY.bindings} <= exchanges
    assert {exchange.alternate for exchange in TOPOLOGY.exchanges if exchange.alternate} <= exchanges


def test_an_exchange_that_takes_our_events_has_a_place_for_what_nobody_wants() -> None:
    alternates = {exchange.name: exchange.alternate for exchange in TOPOLOGY.exchanges}
    assert all(alternates[name] for name in (EVENTS, BROADCAST, BACKOFFICE_IN, BACKOFFICE_OUT))
    bound = {binding.exchange for binding in TOPOLOGY.bindings}
    assert {alternate for alternate in alternates.values() if alternate} <= bound


@pytest.mark.parametrize("consumer", CONSUMERS, ids=lambda consumer: consumer.queue)
def test_a_consumer_is_bound_to_its_events_and_no_other(consumer: Consumer) -> None:
    bound = {binding.key for binding in TOPOLOGY.bindings if binding.queue == consumer.queue}
    assert bound == {event.NAME for event in consumer.events}
    assert bound <= set(events())


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_tenant_is_bound_by_its_own_name_only(shard: int) -> None:
    topology = of_tenant("acme", shard)
    assert {binding.key.split(".")[0] for binding in topology.bindings} == {"acme"}
    assert [queue.name for queue in topology.queues] == [tenant_queue("acme")]
    other = of_tenant("acme-two", shard)
    assert not {binding.key for binding in topology.bindings} & {binding.key for binding in other.bindings}


@pytest.mark.parametrize("follower", FOLLOWERS, ids=lambda follower: follower.queue)
def test_what_a_replica_follows_for_itself_is_bounded_and_holds_nobody_up(follower: Follower) -> None:
    arguments, keys = followed(follower)
    assert int(arguments["x-max-length"]) > 0
    assert arguments["x-overflow"] == "drop-head", "a full queue must not refuse what others are to get"
    assert set(keys) <= set(events())
    assert follower.queue not in QUEUES
