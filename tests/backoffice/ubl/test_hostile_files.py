"""Hostile and broken files: each a clear refusal that names the place, at once, with nothing read or fetched."""

import time
from pathlib import Path

import pytest

from backoffice import InputRefusedError
from backoffice.ubl import read_ubl, read_ubl_file
from backoffice.ubl.parsing import MAX_BYTES, MAX_ELEMENTS
from worlds.ubl import ATTACHED, document, invoice_xml, line

AT_ONCE_S = 5.0
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))


def _with_doctype(internal: str, text: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE Invoice {internal}><Invoice>{text}</Invoice>'.encode()


DOCTYPES = {
    "billion laughs": _with_doctype(f'[<!ENTITY l0 "ha">{LAUGHS}]', "&l10;"),
    "quadratic": _with_doctype(f'[<!ENTITY a "{"a" * 100_000}">]', "&a;" * 10_000),
    "a file": _with_doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]', "&x;"),
    "the network": _with_doctype('[<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]', "&x;"),
    "parameters": _with_doctype('[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]', ""),
    "an outer subset": _with_doctype('SYSTEM "http://127.0.0.1:9/x.dtd"', ""),
    "a bare one": _with_doctype("", ""),
}
ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(101))
BROKEN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not XML"),
    "blank": (b"  \n ", "not XML"),
    "not XML": (b"%PDF-1.7", "not XML"),
    "JSON": (b'{"module": "invoices"}', "not XML"),
    "cut off": (invoice_xml()[:-40], "not XML"),
    "two roots": (b"<a/><b/>", "not XML"),
    "NUL": (b"<a>\0</a>", "not XML"),
    "an unknown entity": (b"<a>&nbsp;</a>", "not XML"),
    "an unbound prefix": (b"<cac:a/>", "not XML"),
    "not its encoding": (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "not XML"),
    "no such encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
    "nested 10,000 deep": (b"<a>" * 10_000 + b"</a>" * 10_000, "more than 100 deep"),
    "too many elements": (b"<a>" + b"<b/>" * (MAX_ELEMENTS + 1) + b"</a>", "elements"),
    "too many attributes": (f"<a {ATTRIBUTES}/>".encode(), "attributes"),
    "a tag without end": (b"<a b='" + b"x" * 40_000_000, "a tag or comment"),
    "a comment without end": (b"<!--" + b"x" * 40_000_000, "a tag or comment"),
    "a comment that is a book": (b"<!--" + b"x" * 2_000_000 + b"--><a/>", "a tag or comment"),
    "too large": (b" " * (MAX_BYTES + 1), "bytes"),
    "HTML": (b"<html><body/></html>", "'html'"),
    "no namespace": (b"<Invoice/>", "'Invoice' in ''"),
    "another version": (b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-1"/>', "Invoice-1"),
    "another document": (document("Reminder", ""), "'Reminder'"),
    "one in the other's namespace": (invoice_xml().replace(b"xsd:Invoice-2", b"xsd:Order-2"), "'Invoice'"),
}


@pytest.mark.parametrize("content", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused_before_it_is_read(content: bytes) -> None:
    started = time.process_time()
    with pytest.raises(InputRefusedError, match="document type"):
        read_ubl(content)
    assert time.process_time() - started < AT_ONCE_S


@pytest.mark.parametrize(("content", "told"), BROKEN.values(), ids=BROKEN)
def test_what_is_not_ubl_is_refused_at_once(content: bytes, told: str) -> None:
    started = time.process_time()
    with pytest.raises(InputRefusedError, match=told):
        read_ubl(content)
    assert time.process_time() - started < AT_ONCE_S


def test_a_large_attachment_is_no_attack() -> None:
    start, end = ATTACHED.index('pdf">') + 5, ATTACHED.index("</cbc:Embedded")
    [attachment] = read_ubl(
        invoice_xml().decode().replace(ATTACHED[start:end], "QUJD" * 2_000_000).encode()
    ).attachments
    assert len(attachment.content) == 6_000_000


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "large.xml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputRefusedError, match="bytes"):
        read_ubl_file(tmp_path / "large.xml")


def _with(path: str, wrong: str) -> bytes:
    """An invoice in which one value is another."""
    before = {
        "total": ">121.00</cbc:TaxInclusiveAmount>", "day": ">2026-11-22</cbc:IssueDate>",
        "due": ">2026-12-24</cbc:PaymentDueDate>", "quantity": ">2</cbc:InvoicedQuantity>",
        "currency": ">EUR</cbc:DocumentCurrencyCode>", "id": ">INV-42</cbc:ID><cbc:IssueDate>",
        "charge": ">true</cbc:ChargeIndicator>", "rate": ">21</cbc:Percent>", "base": ">100.00</cbc:TaxableAmount>",
    }[path]  # fmt: skip
    assert before in invoice_xml().decode()
    return invoice_xml().decode().replace(before, f">{wrong}{before[before.index('<') :]}", 1).encode()


NO_AMOUNTS = ("NaN", "1e400", "12,50", "1 000", "٣", "Infinity", "--1", ".", "0x1", "1234567890123456", "1.1234567")
NO_DAYS = ("2026-02-30", "22.11.2026", "2026-11-22T10:00:00Z", "today", "٢٠٢٦-01-01")
WRONG_VALUES = [
    *(("total", value, "LegalMonetaryTotal/TaxInclusiveAmount") for value in NO_AMOUNTS),
    *(("day", value, "Invoice/IssueDate") for value in NO_DAYS),
    ("due", "2026-13-01", "PaymentMeans/PaymentDueDate"),
    ("quantity", "two", "InvoiceLine[1]/InvoicedQuantity"),
    ("currency", "Euro", "Invoice/DocumentCurrencyCode"),
    ("currency", "SEK", "in EUR, but the document is in SEK"),
    ("id", "", "has no cbc:ID"),
    ("id", "x" * 201, "/record_id"),
    ("id", "a\u007fb", "/record_id"),
    ("charge", "maybe", "AllowanceCharge[2]"),
    ("rate", "a fifth", "TaxSubtotal[1]/TaxCategory/Percent"),
    ("base", "-", "TaxSubtotal[1]/TaxableAmount"),
]


@pytest.mark.parametrize(("path", "value", "place"), WRONG_VALUES)
def test_a_wrong_value_is_refused_with_its_place(path: str, value: str, place: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        read_ubl(_with(path, value))
    assert place in str(refused.value)


@pytest.mark.parametrize("taken_away", ["ChargeIndicator", "TaxAmount"])
def test_what_has_to_be_there_is_missed(taken_away: str) -> None:
    with pytest.raises(InputRefusedError, match=taken_away):
        read_ubl(invoice_xml().decode().replace(f"cbc:{taken_away}", "cbc:Other").encode())


def test_more_lines_than_a_record_holds_are_refused() -> None:
    with pytest.raises(InputRefusedError, match="2000"):
        read_ubl(invoice_xml(lines="".join(map(line, range(2_001)))))


@pytest.mark.parametrize("said", ["not base64!", "VGVzd", "VGVzdA==VGVzdA=="])
def test_an_attachment_that_is_not_base64_is_refused(said: str) -> None:
    start, end = ATTACHED.index('pdf">') + 5, ATTACHED.index("</cbc:Embedded")
    broken = invoice_xml().decode().replace(ATTACHED[start:end], said)
    with pytest.raises(InputRefusedError, match=r"EmbeddedDocumentBinaryObject: is not base64"):
        read_ubl(broken.encode())


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\windows\\evil.exe", "evil.exe"),
        ("a&#10;b.pdf", "ab.pdf"),
        ("..", "document"),
        ("", "Sheet 1"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 500 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_an_attachments_name_leads_nowhere(tmp_path: Path, filename: str, shown: str) -> None:
    content = invoice_xml().decode().replace("time sheet.pdf", filename)
    [attachment] = read_ubl(content.encode()).attachments
    assert attachment.name == shown
    saved = attachment.save(tmp_path / "out")
    assert saved.parent == tmp_path / "out"
    assert saved.read_bytes() == attachment.content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_an_attachments_media_type_is_one_or_unknown() -> None:
    content = invoice_xml().decode().replace("application/pdf", "text/html; charset=x")
    [attachment] = read_ubl(content.encode()).attachments
    assert attachment.media_type == "application/octet-stream"
