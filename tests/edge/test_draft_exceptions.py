"""Exceptions of a portal document: written, found again by what they say, replaced, taken away."""

from typing import Any

import pytest

from edge.domain.drafts.exceptions import (
    MAX_EXCEPTIONS,
    accounts_in,
    exception_of,
    kept,
    key_of,
    removed,
    states_in,
    states_of,
    written,
)
from edge.domain.drafts.unfit import Unfit

ONE: dict[str, Any] = {"accounts": ["C-1"], "modules_on": ["products"]}
OTHER: dict[str, Any] = {"accounts": ["C-2", "C-3"], "modules_on": ["a"], "modules_off": ["a", "b"]}
DOCUMENT: dict[str, Any] = {"name": "Customers", "overrides": [ONE, OTHER]}


def test_accounts_are_read_line_by_line_and_each_once() -> None:
    fields = {"accounts": " C-1\r\nC 2;C-3,\tC-1\n\n", "add.C-4": "1", "add.C-3": "1", "q": "C-9"}

    assert accounts_in(fields) == ["C-1", "C 2", "C-3", "C-4"]


def test_a_module_is_on_or_off_or_as_for_everybody() -> None:
    fields = {"module.a": "on", "module.b": "off", "module.c": "", "module.d": "sometimes", "q": "on"}

    assert states_in(fields) == {"a": "on", "b": "off"}
    assert written(["C-1"], states_in(fields)) == {"accounts": ["C-1"], "modules_on": ["a"], "modules_off": ["b"]}
    assert states_of(OTHER) == {"a": "off", "b": "off"}, "off is stronger"


def test_one_is_found_by_what_it_says_wherever_it_stands() -> None:
    turned = {**DOCUMENT, "overrides": [OTHER, ONE]}

    assert exception_of(DOCUMENT, key_of(ONE)) == exception_of(turned, key_of(ONE)) == ONE
    assert key_of(ONE) == key_of(dict(reversed(ONE.items())))
    assert kept(turned, key_of(ONE), {"accounts": ["C-9"]})["overrides"] == [OTHER, {"accounts": ["C-9"]}]
    assert removed(turned, key_of(OTHER)) == {**DOCUMENT, "overrides": [ONE]}


def test_one_that_somebody_has_changed_is_none_to_change_or_take_away() -> None:
    changed = {**DOCUMENT, "overrides": [{**ONE, "accounts": ["C-1", "C-7"]}, OTHER]}

    for act in (exception_of, removed):
        with pytest.raises(Unfit):
            act(changed, key_of(ONE))
    with pytest.raises(Unfit):
        kept(changed, key_of(ONE), ONE)


def test_a_new_one_stands_last_and_there_is_a_bound() -> None:
    assert kept({}, "", ONE)["overrides"] == [ONE]
    assert kept(DOCUMENT, "", ONE)["overrides"] == [ONE, OTHER, ONE]
    with pytest.raises(Unfit):
        kept({"overrides": [ONE] * MAX_EXCEPTIONS}, "", ONE)


@pytest.mark.parametrize(("accounts", "states"), [([], {"a": "on"}), (["C-1"], {})])
def test_one_that_says_nothing_is_none(accounts: list[str], states: dict[str, str]) -> None:
    with pytest.raises(Unfit):
        written(accounts, states)
