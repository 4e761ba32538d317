"""A pasted table: whichever sign parts it, whatever else stands in it, read or refused as a whole with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.domain.sheet import MAX_LETTERS, MAX_ROWS, UnreadableSheet, read_sheet

COLUMNS = {"email": ("mail", "e-mail"), "name": ("nome",), "account_id": ("account",)}
WANTED = ("email", "name")
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_that_parts_it_is_found(sign: str) -> None:
    sheet = read_sheet(f"Mail{sign}NOME{sign}colour\r\na@b.c{sign}Ada{sign}red\r\n", COLUMNS, WANTED)

    assert sheet.rows[0].cells == {"email": "a@b.c", "name": "Ada"}
    assert sheet.ignored == ("colour",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\ufeff\r\n \n", "empty"),
        ("email,name\n,\n", "empty"),
        ("email\na@b.c\n", "no-column"),
        ('email,name\n"a@b.c,Ada\n', "broken"),
        ("email,name\n" + "a@b.c,Ada\n" * (MAX_ROWS + 1), "too-many-rows"),
        ("email,name\n" + "a" * MAX_LETTERS, "too-long"),
    ],
)
def test_a_sheet_that_cannot_be_taken_says_why(text: str, code: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        read_sheet(text, COLUMNS, WANTED)

    assert refused.value.code == code


def test_rows_keep_the_number_that_an_editor_shows_and_tell_spare_cells() -> None:
    sheet = read_sheet("email,name\n\na@b.c,Ada,too much\n", COLUMNS, WANTED)

    assert [(row.number, row.spare) for row in sheet.rows] == [(3, 1)]


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=20), st.sampled_from([";", ",", "\t"]))
def test_what_was_written_is_read(people: list[tuple[str, str]], sign: str) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = "\n".join([f"email{sign}name", *(sign.join(map(quoted, each)) for each in people)])
    filled = [each for each in people if any(each)]
    if not filled:
        return

    assert [(row.cells["email"], row.cells["name"]) for row in read_sheet(text, COLUMNS, WANTED).rows] == filled


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert _outcome(text) in {"read", "empty", "no-column", "broken"}


def _outcome(text: str) -> str:
    try:
        read_sheet(text, COLUMNS, WANTED)
    except UnreadableSheet as refused:
        return refused.code
    return "read"
