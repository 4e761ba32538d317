"""Who sells and who buys, as on the head of a letter; where to pay, as one types it into a bank's form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from edge.domain.headings import readable
from edge.web.catalogues import FALLBACK, later
from edge.web.records.values import Values

Json = Mapping[str, Any]
ROLES: Final[Mapping[str, str]] = {"seller": later("Seller"), "buyer": later("Buyer")}
"""Those that a document begins with, in this order; others follow."""
MAX_PARTIES: Final = 10
_WAYS: Final = (
    (later("Bank transfer"), ("bank-transfer", "30", "31", "42", "58")),
    (later("Card"), ("card", "48", "54", "55")),
    (later("Direct debit"), ("direct-debit", "49", "59")),
    (later("Cash"), ("cash", "10")),
)
WAYS: Final[Mapping[str, str]] = {code: name for name, codes in _WAYS for code in codes}
"""Ways to pay by our words for them and by the codes of UNTDID 4461, which invoices in UBL state."""


@dataclass(frozen=True, slots=True)
class Address:
    """A party: its name, lines of its address, and numbers with what they are."""

    role: str
    name: str
    lines: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """A way to pay: `facts` are label, what is read, and what is copied ("" where nothing is)."""

    kind: str
    facts: tuple[tuple[str, str, str], ...]


def addresses_of(record: Json, values: Values, say: Callable[..., str]) -> list[Address]:
    """Give the parties, seller and buyer first; one that says nothing is left out."""
    parties: Json = record.get("parties") or {}
    names = [*(role for role in ROLES if role in parties), *(name for name in parties if name not in ROLES)]
    found = (_address(name, parties[name] or {}, values, say) for name in names[:MAX_PARTIES])
    return [one for one in found if one.name or one.lines or one.numbers]


def _address(role: str, party: Json, values: Values, say: Callable[..., str]) -> Address:
    place: Json = party.get("address") or {}
    town = " ".join(str(place[part]) for part in ("postal_code", "city") if place.get(part))
    legal = party.get("legal_name")
    first = party.get("name") or legal or ""
    lines = (
        legal if legal != first else None, place.get("street"), place.get("additional"), town, place.get("region"),
        _country(place.get("country"), values), party.get("contact"), party.get("email"), party.get("phone"),
    )  # fmt: skip
    numbers = ((say("Tax number"), party.get("tax_id")), (say("Registration"), party.get("registration")))
    return Address(
        say(ROLES[role]) if role in ROLES else readable(role, None, values.language),
        str(first),
        tuple(str(line) for line in lines if line),
        tuple((name, str(number)) for name, number in numbers if number),
    )


def _country(code: object, values: Values) -> str:
    """Give a country by name where the code is one."""
    return str(values.territories.get(str(code), code)) if code else ""


def payments_of(record: Json, say: Callable[..., str]) -> list[Payment]:
    """Give the ways to pay; an IBAN in groups of four, as banks print it."""
    found = (_payment(each, say) for each in record.get("payment_means") or ())
    return [one for one in found if one.kind or one.facts]


def _payment(means: Json, say: Callable[..., str]) -> Payment:
    iban = "".join(str(means.get("iban") or "").split())
    facts = (
        (say("IBAN"), " ".join(iban[n : n + 4] for n in range(0, len(iban), 4)), iban),
        (say("BIC"), str(means.get("bic") or ""), str(means.get("bic") or "")),
        (say("Reference"), str(means.get("reference") or ""), str(means.get("reference") or "")),
    )
    kind = str(means.get("kind") or "")
    name = say(WAYS[kind]) if kind in WAYS else "" if kind.isdigit() else readable(kind, None, FALLBACK)
    return Payment(name, tuple(fact for fact in facts if fact[1]))
