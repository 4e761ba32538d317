"""Every setting says what it is, and stands in the README of whoever has it."""

import inspect
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from chassis.settings import ChassisSettings, StoreSettings
from repository.tree import ROOT, room, services

OURS = (ChassisSettings, StoreSettings)


def _settings_of(service: str) -> list[type[BaseSettings]]:
    classes = [value for module in room(service, "settings") for value in vars(module).values()]
    return [cls for cls in classes if inspect.isclass(cls) and issubclass(cls, BaseSettings) and cls not in OURS]


def _own_fields(cls: type[BaseSettings]) -> list[str]:
    return [name for name in cls.model_fields if name in cls.__annotations__]


def _unlisted(classes: list[type[BaseSettings]], readme: Path) -> list[str]:
    text = readme.read_text() if readme.exists() else ""
    names = [f"PORTICO_{field.upper()}" for cls in classes for field in _own_fields(cls)]
    return [name for name in names if name not in text]


@pytest.mark.parametrize("service", services())
def test_every_setting_has_a_description(service: str) -> None:
    fields = [(cls, name, field) for cls in _settings_of(service) for name, field in cls.model_fields.items()]
    assert not [f"{cls.__name__}.{name}" for cls, name, field in fields if not field.description]


@pytest.mark.parametrize("service", services())
def test_every_setting_of_a_service_stands_in_its_readme(service: str) -> None:
    assert not _unlisted(_settings_of(service), services()[service].parents[1] / "README.md")


def test_every_setting_of_the_chassis_stands_in_its_readme() -> None:
    assert not _unlisted(list(OURS), ROOT / "libs/chassis/README.md")


@pytest.mark.parametrize("service", services())
def test_every_service_has_a_readme_of_one_page(service: str) -> None:
    readme = services()[service].parents[1] / "README.md"
    assert readme.exists()
    assert readme.read_text().count("\n") < 120
