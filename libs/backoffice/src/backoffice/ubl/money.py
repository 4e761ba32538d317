"""Reads taxes, allowances and charges, and ways to pay of a whole document."""

from collections.abc import Iterator
from typing import Any

from backoffice.problems import InputRefusedError
from backoffice.ubl.node import Node
from backoffice.ubl.party import without_nothing
from backoffice.ubl.values import amount_at, measure_at, needed

Said = dict[str, Any]


def taxes_of(document: Node, currency: str | None) -> list[Said]:
    """Give every subtotal of the tax in the document's currency; what is in the tax currency is for the tax office."""
    totals = [total for total in document.all("cac:TaxTotal") if _currency_of(total) in (None, currency)]
    return [_tax(subtotal, currency) for total in totals for subtotal in total.all("cac:TaxSubtotal")]


def tax_total_of(document: Node, currency: str | None) -> str | None:
    """Give the tax of the whole document, which orders state without subtotals."""
    totals = (total for total in document.all("cac:TaxTotal") if _currency_of(total) in (None, currency))
    return next((amount_at(total, "cbc:TaxAmount", currency) for total in totals), None)


def _currency_of(total: Node) -> str | None:
    amount = total.one("cbc:TaxAmount")
    return None if amount is None else amount.attributes.get("currencyID")


def _tax(subtotal: Node, currency: str | None) -> Said:
    amount = amount_at(subtotal, "cbc:TaxAmount", currency)
    if amount is None:
        raise InputRefusedError.at(subtotal.place, "has no TaxAmount")
    category = subtotal.one("cac:TaxCategory")
    return without_nothing(
        {
            "category": category and category.said("cbc:ID"),
            "rate": measure_at(subtotal, "cac:TaxCategory/cbc:Percent") or measure_at(subtotal, "cbc:Percent"),
            "base": amount_at(subtotal, "cbc:TaxableAmount", currency),
            "amount": amount,
        }
    )


def adjustments_of(document: Node, currency: str | None) -> list[Said]:
    """Give the allowances and charges of the whole document; those of lines are in the lines' totals."""
    return [_adjustment(found, currency) for found in document.all("cac:AllowanceCharge")]


def _adjustment(found: Node, currency: str | None) -> Said:
    is_charge = needed(found, "cbc:ChargeIndicator")
    if is_charge not in ("true", "false", "1", "0"):
        raise InputRefusedError.at(found.place, "ChargeIndicator is neither true nor false")
    amount = amount_at(found, "cbc:Amount", currency)
    if amount is None:
        raise InputRefusedError.at(found.place, "has no Amount")
    reason = found.said("cbc:AllowanceChargeReason", "cbc:AllowanceChargeReasonCode")
    kind = "charge" if is_charge in ("true", "1") else "allowance"
    return without_nothing({"kind": kind, "reason": reason, "amount": amount})


def payment_means_of(document: Node) -> list[Said]:
    """Give where to pay and what to quote."""
    return list(filter(None, map(_means, document.all("cac:PaymentMeans"))))


def _means(means: Node) -> Said:
    account = means.one("cac:PayeeFinancialAccount")
    branch = "cac:FinancialInstitutionBranch"
    bic = (f"{branch}/cbc:ID", f"{branch}/cac:FinancialInstitution/cbc:ID")
    references = ", ".join(filter(None, (found.words for found in means.all("cbc:PaymentID"))))
    return without_nothing(
        {
            "kind": means.said("cbc:PaymentMeansCode"),
            "iban": account and account.said("cbc:ID"),
            "bic": account and account.said(*bic),
            "reference": references or means.said("cbc:InstructionID"),
        }
    )


def prose_of(document: Node, path: str, longest: int) -> Iterator[str]:
    """Give every text at a path, in every language, in the file's order; one that is too long in several pieces."""
    for found in document.all(path):
        prose = found.prose
        yield from (prose[start : start + longest] for start in range(0, len(prose), longest))
