"""Every message has an example that people can copy: valid for model and schema, and with no word that nobody reads."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from contracts.generate import SCHEMAS, models, schemas
from contracts.message import Message
from policy.definition import parse_module
from policy.parse_portal import parse_portal
from policy.presets.draft import PRESET_MODULES

EXAMPLES = SCHEMAS.parent / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))
LANGUAGES = {"en", "pt", "de"}


def _example(name: str) -> dict[str, Any]:
    example: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text())
    return example


def test_every_message_has_an_example_and_no_other_has() -> None:
    assert set(NAMES) == {Path(name).stem for name in schemas()}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_valid_for_model_and_schema(name: str) -> None:
    models()[name].model_validate_json(json.dumps(_example(name)))
    schema = json.loads(schemas()[f"{name}.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(_example(name))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_holds_nothing_that_its_message_does_not_know(name: str) -> None:
    said = json.loads(models()[name].model_validate(_example(name)).model_dump_json())
    assert not list(_lost(_example(name), said, ""))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_known_is_ignored(name: str) -> None:
    model: type[Message] = models()[name]
    assert model.model_validate({**_example(name), "x_new": {"a": [1]}}) == model.model_validate(_example(name))


@pytest.mark.parametrize("name", [name for name in NAMES if "document" in _example(name)])
def test_a_portal_document_in_an_example_would_be_published(name: str) -> None:
    parse_portal(_example(name)["document"], PRESET_MODULES)


@pytest.mark.parametrize("name", [name for name in NAMES if "definition" in _example(name)])
def test_a_module_definition_in_an_example_would_be_taken(name: str) -> None:
    example = _example(name)
    parse_module(example["module"], example["definition"])


def test_examples_speak_several_languages_and_pay_in_several_currencies() -> None:
    text = "".join((EXAMPLES / f"{name}.json").read_text() for name in NAMES)
    assert all(f'"{language}"' in text for language in LANGUAGES)
    assert all(currency in text for currency in ("EUR", "GBP", "BRL"))


def test_examples_name_nobody_who_exists() -> None:
    text = "".join((EXAMPLES / f"{name}.json").read_text() for name in NAMES)
    addresses = {word.strip('",') for word in text.split() if "@" in word}
    assert addresses
    assert not {address for address in addresses if not address.endswith(".example")}


def _lost(told: object, said: object, place: str) -> list[str]:
    """Places in what was told that are not in what is said again."""
    if isinstance(told, Mapping) and isinstance(said, Mapping):
        inner = [_lost(told[key], said[key], f"{place}/{key}") for key in told.keys() & said.keys()]
        return [f"{place}/{key}" for key in told.keys() - said.keys()] + [lost for found in inner for lost in found]
    if isinstance(told, list) and isinstance(said, list):
        return [lost for one, two in zip(told, said, strict=True) for lost in _lost(one, two, f"{place}/*")]
    return []
