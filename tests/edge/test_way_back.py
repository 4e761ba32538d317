"""The way back to a list: its own filters, and never anything else."""

from urllib.parse import unquote

import pytest

from edge.domain.list_address import Asked, ListAddress
from edge.domain.way_back import carrying, kept_query, list_come_from

LISTS = (
    ListAddress(q="roof 2026 & more"),
    ListAddress(conditions=(Asked("status", "is", "open,overdue"),), sort="-due_on", view="board"),
    ListAddress(conditions=(Asked("due_on", "lte", "2026-12-31"),), rows=60),
)


@pytest.mark.parametrize("address", LISTS)
def test_a_lists_query_comes_back_as_it_was(address: ListAddress) -> None:
    carried = carrying(address).removeprefix("?from=")

    assert "&" not in carried
    assert "?" + kept_query(unquote(carried)) == address.query()


def test_a_list_that_was_asked_for_nothing_is_carried_too() -> None:
    assert carrying(ListAddress()) == "?from="
    assert list_come_from("") == ListAddress()
    assert list_come_from(None) is None


@pytest.mark.parametrize(
    "other",
    [
        "", "//evil.example", "https://evil.example/?next=1", "javascript:alert(1)", '"><script>=1', "a=1;b=2&<b>=1",
        "q=" + "x" * 3_000, "&".join(f"q=x{n}" for n in range(60)), "FILTER=1", "filter[a][b][c]=1",
    ],
)  # fmt: skip
def test_anything_else_is_none(other: str) -> None:
    assert kept_query(other) == ""


def test_what_it_holds_is_written_anew() -> None:
    assert kept_query("q=a%26b%3Dc%3Cscript%3E&next=//evil.example") == "q=a%26b%3Dc%3Cscript%3E"
