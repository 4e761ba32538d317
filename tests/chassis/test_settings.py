"""Settings come from the environment, each documented; a wrong one stops the start with its name."""

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from chassis.settings import ChassisSettings, StoreSettings

NEEDED = {
    "PORTICO_AMQP_URL": "amqp://portico:geheim@localhost:5672/",
    "PORTICO_MONGO_URL": "mongodb://portico:geheim@localhost/",
    "PORTICO_VERIFY_KEYS": '{"keys": []}',
    "PORTICO_OPERATOR_VERIFY_KEYS": '{"keys": []}',
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [name for name in os.environ if name.startswith("PORTICO_")]:
        monkeypatch.delenv(name)
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_every_setting_says_what_it_is() -> None:
    assert not [name for name, field in StoreSettings.model_fields.items() if not field.description]


def test_addresses_with_passwords_are_not_printed(environment: pytest.MonkeyPatch) -> None:
    settings = StoreSettings()
    assert "geheim" not in repr(settings)
    assert "geheim" in settings.amqp_url.get_secret_value()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTICO_CALL_PREFETCH", "0"), ("PORTICO_EVENT_PREFETCH", "many"), ("PORTICO_BROADCAST_SILENCE", "0"),
        ("PORTICO_STOP_DEADLINE", "-1"), ("PORTICO_TRANSACTION_DEADLINE", "60"), ("PORTICO_PROBE_PORT", "70000"),
    ],
)  # fmt: skip
def test_a_setting_out_of_bounds_is_refused(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        StoreSettings()
    assert refused.value.errors()[0]["loc"] == (name.removeprefix("PORTICO_").lower(),)


def test_a_needed_setting_has_no_default() -> None:
    needed = {name for name, field in ChassisSettings.model_fields.items() if field.is_required()}
    assert needed == {"amqp_url", "verify_keys", "operator_verify_keys"}


def test_the_start_stops_at_a_missing_setting_and_names_it() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTICO_")}
    run = [sys.executable, "-m", "chassis.run", "portal-config"]
    ran = subprocess.run(run, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 2
    assert "setting PORTICO_AMQP_URL: Field required" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_unknown_service_is_told() -> None:
    run = [sys.executable, "-m", "chassis.run", "billing"]
    ran = subprocess.run(run, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 2
    assert "usage: python -m chassis.run {identity|" in ran.stderr
