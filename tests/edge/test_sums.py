"""Sums of a document: exact, and silent where they do not make the total that it states."""

from typing import Any

import pytest

from edge.domain.sums import net_of, settled_of, signed

INVOICE: dict[str, Any] = {
    "lines": [{"total": "999999999999999.10"}, {"total": "0.20"}],
    "adjustments": [{"kind": "allowance", "amount": "10.00"}, {"kind": "charge", "amount": "5.00"}],
    "taxes": [{"amount": "0.70"}],
    "total": "999999999999995.00",
}


def test_the_net_is_said_where_everything_adds_up_to_the_cent() -> None:
    assert net_of(INVOICE) == "999999999999999.30"
    assert net_of({"lines": [{"total": "10"}], "total": "10.00"}) == "10"


@pytest.mark.parametrize(
    "other",
    [
        {"total": "999999999999995.01"},
        {"total": None},
        {"lines": []},
        {"lines": [{"total": "999999999999999.30"}, {"total": None}]},
        {"taxes": [{"amount": None}, {"amount": "0.70"}]},
        {"adjustments": [{"kind": "gift", "amount": "5.00"}]},
        {"total": "NaN"},
    ],
    ids=["a cent more", "no total", "no lines", "a line without", "a tax without", "an unknown kind", "no number"],
)
def test_else_nothing_is_said(other: dict[str, Any]) -> None:
    assert net_of({**INVOICE, **other}) is None


def test_what_is_settled_is_what_is_left_out_of_the_balance() -> None:
    assert settled_of({"total": "121.00", "balance": "60.50"}) == "60.50"
    assert settled_of({"total": "121.00", "balance": "0.00"}) == "121.00"
    for total, balance in (("121.00", "121.00"), ("121.00", "130.00"), ("121.00", "-1"), ("121.00", None), (None, "1")):
        assert settled_of({"total": total, "balance": balance}) is None


def test_an_allowance_is_taken_off_and_a_charge_put_on() -> None:
    assert [signed({"kind": kind, "amount": "5.00"}) for kind in ("allowance", "charge", "x")] == [-5, 5, None]
