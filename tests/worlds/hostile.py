"""Words that would do something where text is taken for anything but text."""

from typing import Any, Final

MARK: Final = "hurt"
"""What they set on `window` if one of them runs."""
WORDS: Final = (
    f"<script>window.{MARK}=1</script>",
    f'"><img src=x onerror="window.{MARK}=1">',
    f"'><svg/onload=window.{MARK}=1>",
    f'" autofocus onfocus="window.{MARK}=1" x="',
    f"</title></style></textarea></select><script>window.{MARK}=1</script>",
    f"javascript:window.{MARK}=1",
    f'<a href="javascript:window.{MARK}=1">open</a>',
    '<iframe src="https://evil.example/"></iframe>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    f'<b hx-get="https://evil.example/" hx-trigger="load" hx-on:click="window.{MARK}=1">b</b>',
    "<form action=https://evil.example/><button>Pay</button></form>",
    "<style>*{display:none}</style><base href=//evil.example/>",
    "{{ 7*191 }} ${7*191} #{7*191} <%= 7*191 %> {% raw %}",
    "%(name)s %s %d %",
    "https://evil.example/?a=1&b=2 data:text/html,<script>1</script>",
    "\u202egnp.exe \u2066 &lt;b&gt; &amp; --> ]]>",
    "X" * 190,
)
CALCULATED: Final = str(7 * 191)
"""What shows where one of them was taken for a template."""


def record(word: str, number: int) -> dict[str, Any]:
    """Give the data of an invoice that says this wherever it may say something."""
    party = dict.fromkeys(
        ("name", "legal_name", "tax_id", "registration", "endpoint", "contact", "email", "phone"), word
    )
    address = dict.fromkeys(("street", "additional", "city", "postal_code", "region", "country"), word)
    return {
        "module": "invoices",
        "record_id": f"{number} {word}"[:200],
        "revision": 1,
        "accounts": ["C-1001"],
        "title": word,
        "status": "open" if number % 2 else "of-nobody",
        "issued_on": "2026-11-01",
        "due_on": "2026-11-02",
        "currency": "EUR",
        "total": "121.00",
        "balance": "121.00",
        "fields": {"project": word, "reference": word, "odd": word},
        "lines": [
            {
                "line_id": word, "sku": word, "description": word, "unit": word,
                "quantity": "2", "unit_price": "50.00", "tax_rate": "21", "total": "100.00",
            }
        ],
        "parties": {"seller": {**party, "address": address}, "buyer": {**party, "address": address}},
        "taxes": [{"category": word, "rate": "21", "base": "100.00", "amount": "21.00"}],
        "adjustments": [{"kind": "allowance", "reason": word, "amount": "5.00"}],
        "terms": word,
        "payment_means": [dict.fromkeys(("kind", "iban", "bic", "reference"), word)],
        "notes": [word],
        "documents": [{"document_id": f"d{number}", "name": word, "media_type": word}],
        "related": [{"module": "invoices", "record_id": f"{number - 1} {WORDS[number - 1]}"[:200]}],
    }  # fmt: skip
