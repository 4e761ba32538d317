"""The page about the portal document is true: its example is taken, its words are the code's."""

import json
import re
from pathlib import Path

import pytest

from policy import FIELD_TYPES, PRESET_MODULES, parse_portal
from policy.audience import SCOPES
from policy.builtin import GROUPS, LINE_FIELDS, SCALARS
from policy.parse_entry import OPTIONAL as ENTRY_KEYS
from policy.parse_filter import OPERATORS
from policy.parse_portal import OPTIONAL, REQUIRED
from policy.place import LANGUAGES
from policy.portal import ACTIONS, DATE_FORMATS
from worlds.sample import portal_of

PAGE = (Path(__file__).parents[2] / "docs/portal-document.md").read_text()
PROSE = " ".join(PAGE.split())
OPERATOR_NAMES = dict.fromkeys(op for ops in OPERATORS.values() for op in ops)


def test_the_example_has_no_fault() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", PAGE, flags=re.DOTALL)

    assert len(parse_portal(json.loads(example), PRESET_MODULES).modules) == 3


@pytest.mark.parametrize("key", [*REQUIRED, *OPTIONAL])
def test_every_key_of_a_portal_is_told_with_an_example(key: str) -> None:
    [example] = re.findall(rf"^\| `{key}` \|.+\| `(.+)` \|$", PAGE, flags=re.MULTILINE)
    document = {"slug": "a-b", "name": "A", "audience": "customer", "languages": ["de", "en"], "modules": []}

    parse_portal({**document, key: json.loads(example)}, PRESET_MODULES)


@pytest.mark.parametrize("key", ["module", "scope", *(key for key in ENTRY_KEYS if key != "everyone")])
def test_every_key_of_an_entry_is_told_with_an_example(key: str) -> None:
    [told] = re.findall(rf"^- \*\*{key}\*\*: (.+?)(?=^- \*\*|^## )", PAGE, flags=re.MULTILINE | re.DOTALL)
    [example] = re.findall(rf'`("{key}": [^`]+)`', told)
    entry = {"module": "orders", "scope": "account", "fields": {"title": "read", "due_on": "read", "lines": "read"}}
    roles = {"technical": {"modules": ["orders"]}}

    parse_portal(portal_of({**entry, **json.loads("{" + example + "}")}, roles=roles), PRESET_MODULES)


@pytest.mark.parametrize("words", [ACTIONS, DATE_FORMATS, tuple(SCALARS), tuple(GROUPS), LINE_FIELDS, LANGUAGES])
def test_every_list_of_words_is_the_codes(words: tuple[str, ...]) -> None:
    assert " ".join(words) in PROSE


@pytest.mark.parametrize("word", [*SCOPES, *FIELD_TYPES])
def test_every_scope_and_type_is_explained(word: str) -> None:
    assert f"`{word}`" in PROSE


@pytest.mark.parametrize("op", OPERATOR_NAMES)
def test_every_operator_is_listed(op: str) -> None:
    assert re.search(rf"`[^`]*\b{op}\b[^`]*`", PROSE)
