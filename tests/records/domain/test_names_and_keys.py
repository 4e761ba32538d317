"""Public ids, sort keys and what stands above an account."""

import re
from datetime import UTC, datetime

from records.domain.ancestry import MAX_DEPTH, ancestors
from records.domain.public_id import body_key, event_key, public_id
from records.domain.sort_keys import MAX_KEY, folded, sort_keys


def test_a_public_id_never_changes() -> None:
    """What is in links and mails already: a change of these would break them all."""
    assert public_id("acme", "invoices", "INV/2026/00042") == "wp6rVDCS-A6HvhKQ9p6Vn88u"


def test_ids_are_url_safe_and_differ_wherever_a_part_does() -> None:
    parts = [("a", "b", "c"), ("a", "b", "d"), ("a", "bc", ""), ("ab", "", "c"), ("", "ab", "c"), ("a", "b/c", "é\n")]
    made = {function(*three) for three in parts for function in (public_id, event_key)}
    assert len(made) == 2 * len(parts)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{24}", one) for one in made)
    assert body_key("acme", b"x") != body_key("globex", b"x")


def test_sort_keys_are_never_null_and_fold_case_and_accents() -> None:
    came_in = datetime(2026, 11, 22, 10, tzinfo=UTC)
    keys = {"came_in": "2026-11-22T10:00:00.000+00:00", "issued_on": "", "due_on": "", "title": "", "record_id": "r-1"}
    assert sort_keys("R-1", None, None, None, came_in) == keys
    assert [folded(text) for text in ("Ärger", "STRASSE", "Straße", "éa", "ﬁ")] == [
        "arger",
        "strasse",
        "strasse",
        "ea",
        "fi",
    ]
    assert len(folded("ß" * 500)) == MAX_KEY


def test_what_stands_above_is_nearest_first_and_ends() -> None:
    parents = {"a": "b", "b": "c", "c": None, "x": "y", "y": "x", "self": "self"}
    assert ancestors("a", parents) == ("b", "c")
    assert ancestors("x", parents) == ("y",)
    assert ancestors("self", parents) == ancestors("nobody", parents) == ()
    long = {str(n): str(n + 1) for n in range(100)}
    assert len(ancestors("0", long)) == MAX_DEPTH
