"""Counts and sums are exact, and tell when they are not whole."""

from decimal import Decimal

from records.domain.tally import COUNTED, Priced, tally


def priced(*pairs: tuple[str | None, str | None]) -> list[Priced]:
    return [Priced(currency, None if amount is None else Decimal(amount)) for currency, amount in pairs]


def test_sums_are_exact_and_go_by_currency() -> None:
    found = priced(("GBP", "0.1"), ("EUR", "0.1"), ("EUR", "0.20"), (None, "-1"), ("EUR", None))
    assert tally(found, whole=True).count == 5
    assert tally(found, whole=True).sums == (("EUR", Decimal("0.30")), ("GBP", Decimal("0.1")), (None, Decimal(-1)))


def test_many_large_amounts_lose_no_digit() -> None:
    large = "9" * 28 + ".999999"
    [(_, total)] = tally(priced(*[("EUR", large)] * 5_000), whole=True).sums or ()
    assert str(total) == "49999999999999999999999999999999.995000"


def test_what_is_no_amount_is_left_out_of_the_sum() -> None:
    assert tally(priced(("EUR", "Infinity"), ("EUR", "-Infinity"), ("EUR", "NaN"), ("EUR", "1")), whole=True).sums == (
        ("EUR", Decimal(1)),
    )


def test_what_is_not_whole_says_at_least_and_sums_nothing() -> None:
    some = priced(*[("EUR", "1")] * 7)
    assert (tally(some, whole=False).count, tally(some, whole=False).sums) == ("7+", None)
    many = priced(*[("EUR", "1")] * (COUNTED + 1))
    assert (tally(many, whole=True).count, tally(many, whole=False).count) == ("1000+", "1000+")
    assert tally(many, whole=True).sums == (("EUR", Decimal(COUNTED + 1)),)
