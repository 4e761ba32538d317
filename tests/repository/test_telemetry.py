"""What is measured: bounded by what is declared, and written down for operators."""

import pytest

from chassis.instruments import DECLARED, Instrument
from contracts.catalogue import CONSUMERS, requests
from edge.http.page_table import ALL_PAGES
from edge.http.table import TABLE
from repository.tree import ROOT, room, services

ROOMS = ("handlers", "gateways", "http", "web", "main")
PAGE = ROOT / "docs/telemetry.md"
MOST_SERIES = 2_000
"""Combinations of labels that one instrument may have: where the SDK would begin to drop them."""
SUFFIXES = {"s": "_seconds", "{event}": ""}


def _instruments() -> dict[str, Instrument]:
    for service in services():
        for name in ROOMS:
            room(service, name)
    return {name: one for name, one in DECLARED.items() if name.startswith("portico.")}


def _as_prometheus_says_it(one: Instrument) -> str:
    return one.name.replace(".", "_") + SUFFIXES.get(one.unit, "")


def test_labels_have_few_values_and_all_are_ours() -> None:
    ours = {
        "call": set(requests()),
        "queue": {consumer.queue for consumer in CONSUMERS},
        "route": {door.path for door in (*TABLE, *ALL_PAGES)},
    }
    doors = {(door.method, door.path) for door in (*TABLE, *ALL_PAGES)}
    for one in _instruments().values():
        series = 1
        for label, values in one.labels.items():
            assert values <= ours.get(label, values), one.name
            assert label in ours or len(values) <= 20, f"{one.name}: {label}"
            series *= len(values) + 1
        if {"method", "route"} <= one.labels.keys():  # a route has the methods that it is declared with
            series = series // ((len(one.labels["method"]) + 1) * (len(one.labels["route"]) + 1)) * (len(doors) + 1)
        assert series <= MOST_SERIES, one.name


@pytest.mark.parametrize("label", ["tenant", "user", "email", "account", "id", "request_id", "url", "path"])
def test_nobody_and_nothing_endless_is_a_label(label: str) -> None:
    assert not [name for name, one in _instruments().items() if label in one.labels]


def test_operators_find_every_instrument_with_its_labels() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `portico_")]
    told = {row.split("`")[1]: row.split("|")[2] for row in rows}
    instruments = {_as_prometheus_says_it(one): one for one in _instruments().values()}
    assert told.keys() == instruments.keys()
    assert not [
        name for name, one in instruments.items() if not all(f"`{label}`" in told[name] for label in one.labels)
    ]


def test_every_service_is_observed_by_the_same_names() -> None:
    assert {"portico.call.duration", "portico.event.duration", "portico.outbox.pending"} <= _instruments().keys()
