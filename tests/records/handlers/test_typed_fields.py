"""Declared fields are typed as they come in; what does not fit is set aside with a pointer to the place."""

import pytest

from stack.records_bench import RecordsBench, invoice

FIELDS: list[tuple[str, object, bool]] = [
    ("project", "Roof", True),
    ("project", 5, False),
    ("project", "two\nlines", False),
    ("story", "two\nlines", True),
    ("hours", 1.5, True),
    ("hours", "2.25", True),
    ("hours", "a few", False),
    ("hours", True, False),
    ("price", "9.99", True),
    ("price", [1], False),
    ("day", "2026-11-22", True),
    ("day", "2026-02-30", False),
    ("day", "22.11.2026", False),
    ("at", "2026-11-22T10:00:00+01:00", True),
    ("at", "2026-11-22T10:00:00", False),
    ("at", "0001-01-01T00:00:00+14:00", False),
    ("urgent", True, True),
    ("urgent", "yes", False),
    ("kind", "small", True),
    ("hours", None, True),
    ("not_declared", {"a": 1}, False),
    ("not_declared", [1, "b"], True),
]


@pytest.mark.parametrize(("name", "value", "fits"), FIELDS)
async def test_declared_fields_have_their_type_or_the_event_is_set_aside(
    bench: RecordsBench, name: str, value: object, fits: bool
) -> None:
    await bench.publish("acme", invoice("acme", 1, fields={name: value}), invoice("acme", 2))
    assert set(await bench.rows("acme")) == ({"INV-0001", "INV-0002"} if fits else {"INV-0002"})
    if not fits:
        [one] = await bench.quarantined("acme")
        assert one.errors[0].pointer.startswith(f"/data/fields/{name}")
        assert one.code == ("records.invalid" if name == "not_declared" else "records.bad-field")
    assert await bench.quarantined("globex") == []
