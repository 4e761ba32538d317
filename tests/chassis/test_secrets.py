"""Cursors, sealed secrets, keys and ids: neither read, nor forged, nor used elsewhere."""

import base64
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from chassis.cursors import CursorSealer, InvalidCursorError
from chassis.ids import new_event_id, new_id
from chassis.keys import read_bytes, write_bytes
from chassis.sealing import CannotOpenError, Opener, Sealer, new_seal_keys

KEY = write_bytes(secrets.token_bytes(32))
CONTEXT = ("acme", "invoices?sort=-due_on", "5")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@given(json_values)
def test_a_cursor_gives_back_its_position(position: JsonValue) -> None:
    sealer = CursorSealer(KEY)
    assert sealer.open(sealer.seal(position, *CONTEXT), *CONTEXT) == position


@pytest.mark.parametrize(
    "context",
    [
        ("globex", *CONTEXT[1:]), ("acme", "invoices", "5"), (*CONTEXT[:2], "6"), CONTEXT[:2], (*CONTEXT, ""),
        ("acmeinvoices?sort=-due_on", "", "5"), (),
    ],
)  # fmt: skip
def test_a_cursor_serves_its_own_query_only(context: tuple[str, ...]) -> None:
    sealer = CursorSealer(KEY)
    with pytest.raises(InvalidCursorError):
        sealer.open(sealer.seal([1], *CONTEXT), *context)


def test_a_cursor_of_another_installation_is_refused() -> None:
    other = CursorSealer(write_bytes(secrets.token_bytes(32)))
    with pytest.raises(InvalidCursorError):
        CursorSealer(KEY).open(other.seal([1], *CONTEXT), *CONTEXT)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_whatever_somebody_sends_as_a_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursorError):
        CursorSealer(KEY).open(cursor, *CONTEXT)


def test_every_letter_of_a_cursor_counts() -> None:
    sealer = CursorSealer(KEY)
    cursor = sealer.seal([123456], *CONTEXT)
    for place in range(len(cursor) - 1):  # the last letter holds bits that nothing reads
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        with pytest.raises(InvalidCursorError):
            sealer.open(changed, *CONTEXT)


def test_a_cursor_tells_nothing_and_fits_an_address() -> None:
    cursor = CursorSealer(KEY).seal(["INV-2026-0042"], *CONTEXT)
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert b"INV" not in base64.urlsafe_b64decode(cursor + "==")
    assert cursor != CursorSealer(KEY).seal(["INV-2026-0042"], *CONTEXT)


def test_a_sealed_secret_opens_for_its_receiver_only() -> None:
    private, public = new_seal_keys()
    stranger, _ = new_seal_keys()
    sealed = Sealer(public).seal("inv_töken")
    assert Opener(private).open(sealed) == "inv_töken"
    assert "inv" not in sealed
    with pytest.raises(CannotOpenError):
        Opener(stranger).open(sealed)


@pytest.mark.parametrize("damage", ["", "x", "!!!!", "é", "A" * 200])
def test_a_damaged_secret_does_not_open(damage: str) -> None:
    private, _ = new_seal_keys()
    with pytest.raises(CannotOpenError):
        Opener(private).open(damage)


@pytest.mark.parametrize("text", ["", "AAAA", write_bytes(b"1" * 31), write_bytes(b"1" * 33)])
def test_a_key_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="bytes"):
        read_bytes(text)


def test_event_ids_sort_by_age_and_never_meet() -> None:
    made = [new_event_id() for _ in range(1_000)]
    assert made == sorted(made)
    assert len({*made, *(new_id() for _ in range(1_000))}) == 2_000


def test_ids_that_people_see_cannot_be_guessed() -> None:
    assert all(len(base64.urlsafe_b64decode(new_id() + "==")) == 16 for _ in range(10))
