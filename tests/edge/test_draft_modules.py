"""Modules of a portal document, put in order and named: nothing else of it is touched."""

from typing import Any

import pytest

from edge.domain.drafts.modules import MAX_MODULES, added, arranged, bare, named
from edge.domain.drafts.unfit import Unfit
from edge.domain.ordinal import ordinal

DOCUMENT: dict[str, Any] = {
    "slug": "customers",
    "modules": [{"module": name, "scope": "account", "label": {"en": name}} for name in ("a", "b", "c")],
    "roles": {"viewer": {"modules": ["a", "b"]}},
}


def _order(document: dict[str, Any]) -> str:
    return "".join(each["module"] for each in document["modules"])


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("up b", "bac"), ("up a", "abc"), ("down b", "acb"), ("down c", "abc"), ("to:1 c", "cab"), ("to:3 a", "bca"),
        ("to:99 a", "bca"), ("to:0 c", "cab"), ("out b", "ac"),
    ],
)  # fmt: skip
def test_a_module_goes_where_it_is_put_and_never_beyond_an_end(asked: str, order: str) -> None:
    after = arranged(DOCUMENT, asked)

    assert _order(after) == order
    assert {key: after[key] for key in ("slug", "roles")} == {key: DOCUMENT[key] for key in ("slug", "roles")}
    assert _order(DOCUMENT) == "abc", "the document that was read is what it was"


def test_off_and_on_again_leaves_nothing_behind() -> None:
    off = arranged(DOCUMENT, "off b")

    assert off["modules"][1]["on"] is False
    assert arranged(off, "on b") == DOCUMENT


@pytest.mark.parametrize("asked", ["up x", "out ", "", "up", "explode a", "to:x a", "to:99999999 a", "to:٣x a"])
def test_what_makes_no_sense_is_refused(asked: str) -> None:
    with pytest.raises(Unfit):
        arranged(DOCUMENT, asked)


def test_a_module_is_listed_once_and_last() -> None:
    assert _order(added(DOCUMENT, bare("d"))) == "abcd"
    with pytest.raises(Unfit):
        added(DOCUMENT, bare("a"))
    with pytest.raises(Unfit):
        added({"modules": [{"module": str(each)} for each in range(MAX_MODULES)]}, bare("d"))


def test_names_are_kept_by_language_and_no_name_is_that_of_the_definition() -> None:
    after = named(DOCUMENT, "b", {"en": " Bills ", "de": "", "es": "Facturas"})

    assert after["modules"][1] == {"module": "b", "scope": "account", "label": {"en": "Bills", "es": "Facturas"}}
    assert "label" not in named(DOCUMENT, "b", {"en": " "})["modules"][1]


@pytest.mark.parametrize(
    ("number", "english"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (21, "21st"), (111, "111th")],
)
def test_places_are_written_as_people_write_them(number: int, english: str) -> None:
    assert ordinal(number, "en") == english
    assert ordinal(number, "de") == f"{number}."
    assert ordinal(number, "es") == ordinal(number, "pt") == f"{number}.º"
