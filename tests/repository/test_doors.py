"""The catalogue and the doors agree: every call is answered once, every queue is consumed, every event is handled."""

import inspect
from collections import Counter
from typing import Any

import pytest

from chassis.call_router import CallRouter
from chassis.event_router import EventRouter
from contracts.catalogue import CONSUMERS, SERVICES, consumers_of, requests
from repository.tree import room, services


def _routers(service: str, kind: type[Any]) -> list[Any]:
    """The routers of a service's doors, each once however often it is imported."""
    found = [value for module in room(service, "handlers") for value in vars(module).values()]
    return list({id(router): router for router in found if isinstance(router, kind)}.values())


def _name(service: str) -> str:
    return service.replace("_", "-")


def test_the_catalogue_knows_every_service() -> None:
    assert {_name(service) for service in services()} == set(SERVICES)


@pytest.mark.parametrize("service", services())
def test_a_service_answers_each_of_its_calls_once_and_no_other(service: str) -> None:
    answered = Counter(door.request.NAME for router in _routers(service, CallRouter) for door in router.doors)
    owned = {name for name, request in requests().items() if request.owner() == _name(service)}
    assert answered == Counter(owned)


@pytest.mark.parametrize("service", services())
def test_a_service_consumes_each_of_its_queues_once(service: str) -> None:
    consumed = Counter(router.queue for router in _routers(service, EventRouter))
    assert consumed == Counter(consumer.queue for consumer in consumers_of(_name(service)))


@pytest.mark.parametrize("consumer", CONSUMERS, ids=lambda consumer: consumer.queue)
def test_a_queue_handles_exactly_the_events_it_is_bound_to(consumer: Any) -> None:
    routers = _routers(consumer.service.replace("-", "_"), EventRouter)
    handled = {name for router in routers if router.queue == consumer.queue for name in router.handlers}
    assert handled == {event.NAME for event in consumer.events}


@pytest.mark.parametrize("service", services())
def test_every_door_says_in_one_line_what_it_does(service: str) -> None:
    doors = [door for router in _routers(service, CallRouter) for door in router.doors]
    wordy = [door.request.NAME for door in doors if "\n\n" in (inspect.getdoc(door.handler) or "\n\n")]
    assert not wordy


@pytest.mark.parametrize("service", services())
def test_a_call_for_anybody_finds_its_tenant_by_itself(service: str) -> None:
    doors = [door for router in _routers(service, CallRouter) for door in router.doors]
    homeless = [door.request.NAME for door in doors if door.tenant is None and "anyone" in door.request.WHO]
    assert not homeless
