"""Addresses in the environment replace local parts, whole or not at all."""

from pathlib import Path

import pytest

from portico_local import environment_files, given
from portico_local.layout import Layout
from portico_local.parts.mongodb import MongoDB
from portico_local.parts.part import NotReady
from portico_local.parts.rabbitmq import RabbitMQ, RabbitPorts

MONGO = "mongodb://db.example/?replicaSet=rs0"


def test_a_given_address_replaces_its_part_only(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    parts = [MongoDB(layout, 1), RabbitMQ(layout, RabbitPorts(1, 2, 3, 4), "pw")]
    assert given.instead_of(parts, {"PORTICO_MONGO_URL": MONGO}, layout) == {"mongodb": {"PORTICO_MONGO_URL": MONGO}}


def test_half_of_what_a_part_needs_is_refused_with_the_missing_name(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    parts = [RabbitMQ(layout, RabbitPorts(1, 2, 3, 4), "pw")]
    with pytest.raises(NotReady, match="PORTICO_AMQP_MANAGEMENT_URL"):
        given.instead_of(parts, {"PORTICO_AMQP_URL": "amqp://elsewhere/"}, layout)


def test_addresses_that_this_folder_wrote_for_its_own_parts_do_not_count_as_given(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    written = {"PORTICO_MONGO_URL": MONGO, given.LOCAL: "PORTICO_MONGO_URL"}
    environment_files.write(layout.addresses, written, "Addresses.")
    assert given.instead_of([MongoDB(layout, 1)], written, layout) == {}


def test_addresses_that_were_given_last_time_are_given_still(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    environment_files.write(layout.addresses, {"PORTICO_MONGO_URL": MONGO, given.LOCAL: ""}, "Addresses.")
    assert "mongodb" in given.instead_of([MongoDB(layout, 1)], {"PORTICO_MONGO_URL": MONGO}, layout)


def test_environment_files_keep_any_value_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    values = {"A": "mongodb://h/?a=b&c=d", "B": """{"x": "it's"}""", "C": ""}
    environment_files.write(tmp_path / "deep" / "x.env", values, "About it.")
    assert environment_files.read(tmp_path / "deep" / "x.env") == values
    assert (tmp_path / "deep" / "x.env").stat().st_mode & 0o077 == 0
